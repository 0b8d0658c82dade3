"""What a check finds, and the form in which all of them are called.

A check is a function from the repository's text files (path -> text) to violations, so that a test can hand it three
made-up lines and see it object.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Files = Mapping[str, str]


@dataclass(frozen=True, order=True)
class Violation:
    path: str
    line: int  # 1 is the first; 0 is the file as a whole
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


Check = Callable[[Files], Iterable[Violation]]


def numbered(text: str) -> Iterable[tuple[int, str]]:
    return enumerate(text.splitlines(), start=1)
