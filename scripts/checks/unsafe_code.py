"""What can stop the process or go around the compiler's proof needs a comment beside it that says why it is sound."""

import re

from generated import is_generated
from swift_source import code_lines, comment_above
from violation import Files, Violation

NEEDS_A_REASON = re.compile(r"\btry!|\bfatalError\s*\(|@unchecked\s+Sendable|\bnonisolated\(unsafe\)")


def check(files: Files):
    for path, text in files.items():
        if not path.endswith(".swift") or is_generated(text):
            continue
        lines = text.splitlines()
        for index, code in enumerate(code_lines(text)):
            found = NEEDS_A_REASON.search(code)
            if found and "//" not in lines[index] and comment_above(lines, index) is None:
                yield Violation(path, index + 1, f"`{found[0].rstrip('(')}` without a comment beside it that proves it sound")
