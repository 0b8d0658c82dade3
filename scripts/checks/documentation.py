"""What other targets may use says what it is: `///` on every `package` and `public` declaration.

Said once is enough, so three things need no comment of their own: a declaration right below a documented one, without a
blank line between (a run of codes, or of ids), what a protocol of ours requires (its meaning is said there), and an init
that only takes over its parameters.
"""

import re

from generated import is_generated
from swift_source import code_lines, comment_above
from violation import Files, Violation

_DECLARATION = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)*?(?:package|public|open)\s+(?!import\b|extension\b)(?:\w+(?:\(\w+\))?\s+)*?"
    r"(?P<kind>func|var|let|struct|class|enum|actor|protocol|init|subscript|typealias|macro)\b[?!]?\s*(?P<name>\w+|[^\s\w(]+)?"
)
_PROTOCOL = re.compile(r"^(?P<indent>\s*)(?:\w+\s+)*protocol\s+\w+[^{]*\{\s*$")
_REQUIREMENT = re.compile(r"\b(?:func|var)\s+(\w+)|\b(init)[?!]?\s*(\(\s*\w+)")
_INIT = re.compile(r"\b(init)[?!]?\s*(\(\s*\w+)")
_TAKES_OVER = re.compile(r"^\s*self\.(\w+) = \1\s*$")
_TAKES_OVER_IN_ONE_LINE = re.compile(r"\{\s*self\.(\w+) = \1\s*\}\s*$")

# Required by Swift's own protocols.
SWIFTS_OWN = {"description", "debugDescription", "hash", "encode", "==", "<", "errorDescription"}


def _key(declaration: re.Match, code: str) -> str | None:
    """What a declaration is known by: its name; for an init, that and its first label."""
    if declaration["kind"] == "init" and (init := _INIT.search(code)):
        return init[1] + init[2]
    return declaration["name"]


def _requirements(source: list[str]):
    """Names of what the protocols in these lines of code require."""
    closing = None
    for code in source:
        if closing is None:
            if found := _PROTOCOL.match(code):
                closing = found["indent"] + "}"
        elif code.rstrip() == closing:
            closing = None
        else:
            yield from map("".join, _REQUIREMENT.findall(code))


def _only_takes_over(source: list[str], index: int) -> bool:
    """Whether the init that begins there has a body of nothing but `self.x = x`."""
    if _TAKES_OVER_IN_ONE_LINE.search(source[index]):
        return True
    indent = re.match(r"\s*", source[index])[0]
    body = []
    in_body = False
    for code in source[index:]:
        if in_body and code.rstrip() == indent + "}":
            return all(map(_TAKES_OVER.match, body))
        if in_body:
            body.append(code)
        in_body = in_body or code.rstrip().endswith("{")
    return False


def _is_documented(lines: list[str], index: int) -> bool:
    above = comment_above(lines, index)
    return above is not None and (above.startswith("///") or above.endswith("*/"))


def check(files: Files):
    sources = {
        path: code_lines(text) for path, text in files.items()
        if path.startswith("Sources/") and path.endswith(".swift") and not is_generated(text)
    }
    known = SWIFTS_OWN.union(*map(_requirements, sources.values()))
    for path, source in sources.items():
        lines = files[path].splitlines()
        run_ends = None  # the last line of a run of declarations that a comment covers
        for index, code in enumerate(source):
            if not (found := _DECLARATION.match(code)):
                continue
            if _is_documented(lines, index) or run_ends == index - 1:
                run_ends = index
            elif not (
                _key(found, code) in known
                or re.search(r"\boverride\b", code)
                or found["kind"] == "init" and _only_takes_over(source, index)
            ):
                what = f"{found['kind']} {found['name'] or ''}".strip()
                yield Violation(path, index + 1, f"`{what}` is seen by other targets and has no `///`")
