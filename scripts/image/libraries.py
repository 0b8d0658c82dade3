"""Holds what a program needs of its system against the packages that the server's image installs."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path


# Read when cairn shows a time, and not made up for if it is missing.
_FILES_READ = ("/usr/share/zoneinfo/Europe/London",)


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def _needed(program: Path) -> dict[str, str | None]:
    """What the program's dynamic linker would load: names, and where it found them."""
    found = {}
    for line in _output("ldd", str(program)).splitlines():
        if match := re.match(r"\s*(\S+) => (?:(/\S+)|not found)", line):
            found[match[1]] = match[2]
    return found


def _package_of(path: str) -> str | None:
    """The package that a file comes from. /lib and /usr/lib are one folder, and dpkg knows either name."""
    real = str(Path(path).resolve())
    for candidate in (path, real, real.removeprefix("/usr"), "/usr" + path):
        done = subprocess.run(
            ["dpkg-query", "--search", candidate], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    return None


def _with_dependencies(packages: Iterable[str]) -> set[str]:
    """The packages, and what apt would install with them."""
    seen: set[str] = set()
    waiting = list(packages)
    while waiting:
        package = waiting.pop()
        if package in seen:
            continue
        shown = subprocess.run(
            ["dpkg-query", "--show", "--showformat", "${Depends}, ${Pre-Depends}", package],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if shown.returncode == 0:
            seen.add(package)
            waiting += re.findall(r"(?:^|[,|])\s*([a-z0-9][a-z0-9.+-]*)", shown.stdout)
    return seen


def complaints(program: Path, packages: list[str], swift: Path | None) -> Iterable[str]:
    """Libraries and files that the program would not find in the image.

    - Parameter swift: where Swift's own libraries may be, for a program that has not got them inside.
    """
    there = _with_dependencies(packages)
    for package in sorted(set(packages) - there):
        yield f"{package} is no package that is installed here, where cairn was built"
    for name, path in sorted(_needed(program).items()):
        if path is None:
            yield f"{name} is not to be found"
        elif swift and Path(path).resolve().is_relative_to(swift):
            continue
        elif (package := _package_of(path)) not in there:
            yield f"{name} comes from {package or 'no package'}, which the image does not install"
    for path in _FILES_READ:
        if (package := _package_of(path)) not in there:
            yield f"{path} comes from {package or 'no package'}, which the image does not install"


def swift_libraries() -> Path:
    """Where the toolchain has Swift's own libraries."""
    found = re.search(r'"runtimeResourcePath":\s*"([^"]+)"', _output("swift", "-print-target-info"))
    return Path(found[1]).resolve()


def this_release() -> str:
    """The code name of the Debian or Ubuntu release that runs here."""
    found = re.search(r"^VERSION_CODENAME=(\S+)", Path("/etc/os-release").read_text(), flags=re.MULTILINE)
    return found[1] if found else "another system"
