-- To drop a generation needs the view's tables for itself, and while it waits for them nobody else gets at them. Whoever reads
-- them for long, as a backup does, would thus hold up every query: it waits for a moment only, and its caller tries again.
set local role cairn_owner;

alter function cairn.drop_generation(text, integer) set lock_timeout = '200ms';

reset role;
