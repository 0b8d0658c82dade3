"""Words that no file may hold. This is the one place where they stand."""

import re

from generated import is_generated
from violation import Files, Violation, numbered

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

# What a reader of the product has no use for: one person's machine, and how the work was organised.
FOREIGN = re.compile(
    r"""(?x)
    (?<![\w.~/-])/(?:work|root|opt/swift-packages)/   # paths of the machine that it was written on
    | (?<![\w.~/-])/home/(?!\$)\w+/
    | \b(?:Claude|Anthropic|ChatGPT|OpenAI|Copilot)\b
    | \b[Aa]s\ an\ AI\b
    | \b(?:[Ii]ssue|PR|pull\ request)\ \#?\d+\b          # a number means nothing away from its tracker
    """
)

EXEMPT = {"scripts/checks/words.py", "scripts/checks/test_words.py"}


def check(files: Files):
    for path, text in files.items():
        if path in EXEMPT:
            continue
        ours = not is_generated(text)  # generated code may carry comments of whoever wrote its source
        for number, line in numbered(text):
            if ours and (found := UNFINISHED.search(line)):
                yield Violation(path, number, f"`{found[0]}`: finish it, or say in a comment what holds and why")
            if found := FOREIGN.search(line):
                yield Violation(path, number, f"`{found[0]}` means nothing to the product's readers")
