"""The domain is a pure function: time, chance and ids are handed in, and nothing waits."""

import re

from swift_source import code_lines
from violation import Files, Violation

PURE = ("Sources/CairnDomain/", "Sources/CairnMessages/", "Sources/Identifiers/", "Sources/SampleReferrals/")

_IMPURE = re.compile(
    r"\b(?:ContinuousClock|SuspendingClock|SystemRandomNumberGenerator|Task|async|await)\b|\.random\s*\(|\.shuffled?\(\)|\bprint\("
)


def check(files: Files):
    for path, text in files.items():
        if path.endswith(".swift") and path.startswith(PURE):
            for number, code in enumerate(code_lines(text), start=1):
                if found := _IMPURE.search(code):
                    yield Violation(path, number, f"`{found[0].rstrip('(')}` in a pure target: hand it in")
