"""Reads the Dockerfile: its stages, and in each what is done, in order."""

import fnmatch
import json
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Instruction:
    line: int
    word: str  # COPY, RUN and so on
    rest: str

    def words(self) -> list[str]:
        """What follows: a list in JSON, or words as a shell would take them."""
        return json.loads(self.rest) if self.rest.startswith("[") else shlex.split(self.rest)

    @property
    def from_stage(self) -> str | None:
        """For a COPY from another stage, its name."""
        found = re.match(r"--from=(\S+)", self.rest)
        return found[1] if found else None

    @property
    def sources(self) -> list[str]:
        return [word for word in self.words()[:-1] if not word.startswith("--")]

    @property
    def target(self) -> str:
        return self.words()[-1]


@dataclass
class Stage:
    name: str
    base: str
    instructions: list[Instruction] = field(default_factory=list)

    def last(self, word: str) -> str | None:
        return next((i.rest for i in reversed(self.instructions) if i.word == word), None)

    @property
    def environment(self) -> dict[str, str]:
        return dict(i.rest.split("=", 1) for i in self.instructions if i.word == "ENV")

    @property
    def command(self) -> list[str]:
        return [word for i in self.instructions if i.word in ("ENTRYPOINT", "CMD") for word in i.words()]


def stages(text: str) -> dict[str, Stage]:
    found: dict[str, Stage] = {}
    current = None
    for line, content in enumerate(text.splitlines(), start=1):
        if not content.strip() or content.startswith("#"):
            continue
        word, rest = content.split(maxsplit=1)
        if word == "FROM":
            base, name = re.fullmatch(r"(\S+) AS (\S+)", rest).groups()
            current = found[name] = Stage(name, base)
        else:
            current.instructions.append(Instruction(line, word, rest.strip()))
    return found


def is_ignored(path: str, patterns: str) -> bool:
    """Whether .dockerignore keeps the path from the build: the last pattern that meets it or a folder above decides."""
    parts = path.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    ignored = False
    for pattern in patterns.splitlines():
        if not pattern or pattern.startswith("#"):
            continue
        if any(fnmatch.fnmatchcase(folder, pattern.removeprefix("!")) for folder in above):
            ignored = not pattern.startswith("!")
    return ignored


def _is_one_script(instruction: Instruction, files: set[str]) -> bool:
    name = instruction.words()[0].rpartition("/")[2]
    return not re.search(r"[;&|]", instruction.rest) and bool({f"scripts/{name}", f"scripts/image/{name}"} & files)


def complaints(text: str, ignore: str, files: Iterable[str], swift_tested: str) -> Iterable[str]:
    """What is wrong with a Dockerfile in a repository of these files."""
    files = set(files)
    known = stages(text)
    for stage in known.values():
        for instruction in stage.instructions:
            place = f"Dockerfile:{instruction.line}"
            if instruction.word == "COPY" and instruction.from_stage is None:
                for source in instruction.sources:
                    inside = [path for path in files if path == source or path.startswith(source.rstrip("/") + "/")]
                    if not inside:
                        yield f"{place}: a clone has no {source}"
                    elif all(is_ignored(path, ignore) for path in inside):
                        yield f"{place}: .dockerignore leaves {source} out"
            if instruction.word == "RUN" and not _is_one_script(instruction, files):
                yield f"{place}: a step is one script of scripts/ or scripts/image/, so that the tests can take it"
        if stage.base.startswith("swift:") and not stage.base.startswith(f"swift:{swift_tested}"):
            yield f"Dockerfile: {stage.base} is not Swift {swift_tested}, which the tests run on"
    releases = {stage.base.rpartition(":")[2].replace("-slim", "").rpartition("-")[2] for stage in known.values()}
    if len(releases) > 1:
        names = ", ".join(sorted(releases))
        yield f"Dockerfile: the images are of several Debian releases, whose libraries differ: {names}"


def debian_release(text: str) -> str:
    """The release that the server's image is made from."""
    return stages(text)["server"].base.removeprefix("debian:").removesuffix("-slim")
