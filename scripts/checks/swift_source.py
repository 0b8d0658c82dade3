"""Just enough of Swift's grammar to tell code from comments and from text in quotes."""

import re

# In the order of their strength: what begins first hides what would begin inside it.
_TOKEN = re.compile(
    r'(?P<text>(?P<hashes>#*)"""(?:.|\n)*?"""(?P=hashes)|(?P<marks>#*)"(?:\\.|[^"\\\n])*"(?P=marks))'
    r"|(?P<comment>//[^\n]*|/\*(?:.|\n)*?\*/)"
)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def code_lines(source: str) -> list[str]:
    """The lines of the source, with comments and the content of string literals made blank."""

    def blanked(match: re.Match) -> str:
        if match["comment"]:
            return _blank(match[0])
        return '"' + _blank(match[0][1:-1]) + '"'

    return _TOKEN.sub(blanked, source).splitlines()


def comment_above(lines: list[str], index: int) -> str | None:
    """The comment that stands right above the line of that index (attributes may stand between), if there is one."""
    index -= 1
    while index >= 0 and lines[index].lstrip().startswith("@"):
        index -= 1
    above = lines[index].strip() if index >= 0 else ""
    return above if above.startswith("//") or above.endswith("*/") else None
