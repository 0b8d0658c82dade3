/// How the page looks: on a wide and on a narrow screen, light and dark, and on paper.
enum QualityStyle {
  /// Shades go from the page's own to the darkest of one hue, so that they stay apart for whoever sees few colours and in
  /// grey print; the number stands in every cell.
  static let css = """

    :root {
      --page: #fff; --ink: #1b1f24; --soft: #4d5660; --rule: #c9ced4; --panel: #f5f6f8;
      --blue: #1f5fa8; --pale: #9dbfe4; --grid: #d9dde2; --focus: #b3410e;
      --h1: #fdf0d5; --h2: #fbd79a; --h3: #ee9f4d; --h4: #8f3209; --h4-ink: #fff; --h-ink: #1b1f24;
    }
    @media (prefers-color-scheme: dark) { :root {
      --page: #15181c; --ink: #e9ecef; --soft: #b4bcc5; --rule: #454d56; --panel: #1f242a;
      --blue: #7db4f0; --pale: #3d5f86; --grid: #333a42; --focus: #ffb27d;
      --h1: #33291a; --h2: #59401a; --h3: #8a5414; --h4: #ffb765; --h4-ink: #15181c; --h-ink: #fff;
    } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 76rem; padding: 1rem clamp(1rem, 4vw, 3rem) 4rem; background: var(--page);
      color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0 0.25rem; }
    h2 { font-size: 1.35rem; margin: 2.75rem 0 0.5rem; }
    h3 { font-size: 1.05rem; margin: 1.75rem 0 0.25rem; }
    p { max-width: 48rem; margin: 0.5rem 0 1rem; }
    .lead { font-size: 1.15rem; }
    ul { max-width: 48rem; padding-left: 1.2rem; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--page); color: var(--ink); }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    main:focus { outline: none; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
    .figures div { background: var(--panel); border-radius: 0.5rem; padding: 0.75rem 1rem; display: flex;
      flex-direction: column-reverse; justify-content: flex-end; }
    .figures dt { color: var(--soft); font-size: 0.9rem; }
    .figures dd { margin: 0; font-size: 1.7rem; font-weight: 650; line-height: 1.25; }
    .region { overflow-x: auto; margin: 0.75rem 0 1.5rem; }
    table { border-collapse: collapse; font-size: 0.925rem; font-variant-numeric: tabular-nums; }
    .plain { width: 100%; }
    caption { text-align: left; color: var(--soft); padding-bottom: 0.4rem; }
    th, td { padding: 0.32rem 0.6rem; text-align: left; vertical-align: middle; font-weight: 400; }
    thead th { vertical-align: bottom; font-weight: 600; border-bottom: 2px solid var(--rule); line-height: 1.25; }
    tbody tr { border-bottom: 1px solid var(--grid); }
    .number { text-align: right; } .all, .all ~ td { font-weight: 650; }
    th.name { position: sticky; left: 0; background: var(--page); min-width: 8rem; }
    td.measure { width: 34%; min-width: 9rem; white-space: nowrap; }
    .measure span { display: inline-block; width: 3.6rem; padding-right: 0.6rem; text-align: right; }
    .measure svg { display: inline-block; width: calc(100% - 3.6rem); height: 0.7rem; }
    th.measure { padding-left: 1.6rem; }
    .track { fill: var(--grid); } .full { fill: var(--blue); } .rest { fill: var(--pale); }
    .tables { display: flex; flex-wrap: wrap; gap: 0 2.5rem; }
    .tables .region { max-width: 100%; }
    th.heat { text-align: center; max-width: 7.5rem; }
    .shaded tbody tr { border-bottom: none; }
    td.heat { border: 1px solid var(--page); }
    .heat { text-align: center; min-width: 3.6rem; }
    .h1, .h2, .h3 { color: var(--h-ink); }
    .none { color: var(--soft); }
    .h1 { background: var(--h1); } .h2 { background: var(--h2); } .h3 { background: var(--h3); font-weight: 600; }
    .h4 { background: var(--h4); color: var(--h4-ink); font-weight: 700; }
    .legend { color: var(--soft); font-size: 0.9rem; display: flex; flex-wrap: wrap; gap: 0.35rem 0.6rem; align-items: center;
      max-width: none; }
    .legend .heat { padding: 0.05rem 0.6rem; }
    .h0.heat:not(td), .none.heat:not(td) { border: 1px solid var(--rule); }
    .key::before { content: ""; display: inline-block; width: 1.6rem; height: 0.7rem; margin-right: 0.4rem;
      vertical-align: baseline; background: var(--blue); }
    .key.rest::before { background: var(--pale); }
    .key.line::before { height: 3px; vertical-align: middle; }
    .key.reference::before { height: 0; vertical-align: middle; background: none; border-top: 2px dashed var(--soft); }
    .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15.5rem), 1fr)); gap: 1rem 1.5rem; }
    figure { margin: 0; } figure svg { display: block; width: 100%; height: auto; }
    figcaption { display: flex; justify-content: space-between; gap: 0.75rem; font-size: 0.925rem; line-height: 1.3;
      align-items: end; min-height: 2.6em; }
    figcaption span { font-variant-numeric: tabular-nums; }
    svg text { font-size: 10.5px; fill: var(--soft); }
    .grid { stroke: var(--grid); stroke-width: 1; }
    polyline { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round; }
    polyline.line { stroke: var(--blue); } .dot.line { fill: var(--blue); }
    polyline.reference { stroke: var(--soft); stroke-width: 1.25; stroke-dasharray: 3 3; } .dot.reference { fill: var(--soft); }
    @media (max-width: 40rem) {
      table { font-size: 0.875rem; } th, td { padding: 0.3rem 0.45rem; } th.name { min-width: 6.5rem; max-width: 9rem; }
      td.measure { min-width: 8rem; }
    }
    @media (forced-colors: active) { .full { fill: CanvasText; } .rest { fill: GrayText; } .heat { forced-color-adjust: none; } }
    @page { size: A4; margin: 14mm 13mm; }
    @media print {
      :root { --page: #fff; --ink: #000; --soft: #333; --rule: #888; --panel: #f2f3f5; --blue: #1f5fa8; --pale: #9dbfe4;
        --grid: #ccc; --h1: #fdf0d5; --h2: #fbd79a; --h3: #ee9f4d; --h4: #8f3209; --h4-ink: #fff; --h-ink: #000; }
      html { font-size: 9.5pt; } body { line-height: 1.35; padding: 0; max-width: none; -webkit-print-color-adjust: exact;
        print-color-adjust: exact; }
      h1 { margin-top: 0; } h2 { margin: 1.6rem 0 0.3rem; } h3 { margin-top: 0.8rem; }
      h2, h3, caption, .legend { break-after: avoid; }
      tr, figure, .figures, .shaded, .legend, section:last-child { break-inside: avoid; }
      tbody tr:nth-last-child(-n + 3) { break-before: avoid; } thead { display: table-header-group; }
      .tables { display: block; }
      .skip { display: none; } .region { overflow: visible; margin: 0.4rem 0 1rem; } th.name { position: static; }
      table { font-size: 8pt; } th, td { padding: 0.14rem 0.3rem; } th.name { min-width: 0; } .heat { min-width: 0; }
      .plots { grid-template-columns: repeat(4, 1fr); gap: 0.6rem 1rem; } .figures { grid-template-columns: repeat(4, 1fr); }
      .figures dd { font-size: 1.4rem; }
    }

    """
}
