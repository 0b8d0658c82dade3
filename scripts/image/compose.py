"""Reads docker-compose.yml, as `docker-compose config` understands it, and says what is wrong with it."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Mount:
    source: str
    target: str
    read_only: bool
    # Whether a volume that is empty gets owner, mode and content of the image's folder.
    copies: bool = True

    @property
    def is_volume(self) -> bool:
        return not self.source.startswith(("/", "."))


def load(root: Path) -> dict:
    """What the file says, with no variable set.

    - Raises: SystemExit if it is no valid file, or needs a variable.
    """
    program = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]
    done = subprocess.run(
        [*program, "--file", str(root / "docker-compose.yml"), "config"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode != 0 or "variable is not set" in done.stderr:
        raise SystemExit(f"image-test: {' '.join(program)} refuses docker-compose.yml: {done.stderr.strip()}")
    return yaml.safe_load(done.stdout)


def mounts(service: Mapping) -> list[Mount]:
    """A service's volumes, whichever way they are written."""
    found = []
    for volume in service.get("volumes", []):
        if isinstance(volume, str):
            source, target, *mode = volume.split(":")
            found.append(Mount(source, target, mode == ["ro"]))
        else:
            found.append(Mount(
                volume["source"], volume["target"], volume.get("read_only", False),
                not (volume.get("volume") or {}).get("nocopy", False)))
    return found


def complaints(compose: Mapping) -> Iterable[str]:
    """What a hub must not be run with."""
    for name, service in compose["services"].items():
        for reach in ("ports", "expose", "networks"):
            if service.get(reach):
                yield f"{name}: {reach}: callers on a network are not authenticated yet, so there is none"
        if service.get("network_mode") != "none":
            yield f"{name}: network_mode is not none"
        if service.get("user") in ("root", "0") or service.get("privileged") or service.get("cap_add"):
            yield f"{name}: runs with rights that it does not need"
        if service.get("cap_drop") != ["ALL"] or service.get("security_opt") != ["no-new-privileges:true"]:
            yield f"{name}: keeps rights that it does not need"
        if service.get("read_only") is not True:
            yield f"{name}: may write to its own image"
        if (service.get("healthcheck") or {}).get("test", [])[:1] != ["CMD"]:
            yield f"{name}: has no health check, or one that is not a list that begins with CMD"
        for mount in mounts(service):
            if mount.is_volume and mount.source not in (compose.get("volumes") or {}):
                yield f"{name}: {mount.source} is no volume"


# A password, or a way in without one that asks nobody who they are.
_SECRET = re.compile(r"(?i)\b\w*(passw(or)?d|secret)\w*\s*[:=]\s*\S|://\w+:\w+@|\b(trust|md5|scram-sha-256)\b")


def secrets(files: Mapping[str, str]) -> Iterable[str]:
    """Lines of these files that hold a password or need none from anybody."""
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.lstrip().startswith(("#", "--")) and _SECRET.search(line.replace("/etc/passwd", "")):
                yield f"{path}:{number}: lets somebody in by a password, or without being asked: {line.strip()}"
