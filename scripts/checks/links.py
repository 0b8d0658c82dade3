"""Every relative link of a Markdown file leads to a file, and its anchor to a heading there."""

import posixpath
import re
from urllib.parse import unquote

from violation import Files, Violation, numbered

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*<?([^\s>]+)")
_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:")
_FENCE = re.compile(r"^\s*(```|~~~)")
_INLINE_CODE = re.compile(r"`[^`]*`")


def _prose(text: str):
    """The numbered lines that are not in a block of code."""
    fenced = False
    for number, line in numbered(text):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _anchors(text: str) -> set[str]:
    """The anchors that GitHub makes of the headings."""
    anchors: set[str] = set()
    for _, line in _prose(text):
        if heading := re.match(r"#+\s+(.*?)\s*#*$", line):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            anchor = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
            repeated, count = anchor, 0
            while repeated in anchors:
                count += 1
                repeated = f"{anchor}-{count}"
            anchors.add(repeated)
    return anchors


def check(files: Files):
    folders = {posixpath.join(*path.split("/")[:depth]) for path in files for depth in range(1, path.count("/") + 1)}
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for number, line in _prose(text):
            for match in _LINK.finditer(_INLINE_CODE.sub("``", line)):
                link = unquote(match[1] or match[2])
                if _ELSEWHERE.match(link):
                    continue
                target, _, anchor = link.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
                if target not in files and target not in folders and target != ".":
                    yield Violation(path, number, f"links to {link}, and there is no {target}")
                elif anchor and target.endswith(".md") and anchor not in _anchors(files[target]):
                    yield Violation(path, number, f"links to {link}, and {target} has no such heading")
