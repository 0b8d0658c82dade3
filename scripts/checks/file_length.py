"""A file is one room with one reason. The longest that we allow is a ratchet: it goes down, never up."""

from generated import is_generated
from violation import Files, Violation

LINES_MAX = 400
SOURCES = (".swift", ".c", ".h", ".sql", ".py", ".proto")


def check(files: Files):
    for path, text in files.items():
        is_source = path.endswith(SOURCES) or path.startswith("scripts/")
        if not is_source or is_generated(text):
            continue
        lines = len(text.splitlines())
        if lines > LINES_MAX:
            yield Violation(path, 0, f"has {lines} lines, {LINES_MAX} are allowed: split it along what it does")
