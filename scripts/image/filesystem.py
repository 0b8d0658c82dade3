"""Takes an image's steps in a folder of their own, as far as they go without a container engine: what is copied is copied,
what a script does is done below that folder. What the base image holds is this machine's.
"""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from dockerfile import Instruction, Stage

# What the base image of the database makes for its user, and scripts of ours rely on.
_FOLDERS_OF_POSTGRES = ("/var/lib/postgresql/data", "/run/postgresql")
_HUB_USER = ("cairn", "7400")


def users_without_hub() -> str:
    """The users of this machine, as a base image has them: none is the hub's."""
    lines = Path("/etc/passwd").read_text().splitlines(keepends=True)
    return "".join(line for line in lines if line.split(":")[0] != _HUB_USER[0] and line.split(":")[2] != _HUB_USER[1])


def _groups_without_hub() -> str:
    lines = Path("/etc/group").read_text().splitlines(keepends=True)
    return "".join(line for line in lines if line.split(":")[0] != _HUB_USER[0] and line.split(":")[2] != _HUB_USER[1])


def _prepare(stage: Stage, folder: Path) -> None:
    (folder / "etc").mkdir(parents=True)
    (folder / "etc/passwd").write_text(users_without_hub())
    (folder / "etc/group").write_text(_groups_without_hub())
    if stage.base.startswith("postgres:"):
        owner = pwd.getpwnam("postgres")
        for made in _FOLDERS_OF_POSTGRES:
            path = folder / made.lstrip("/")
            path.mkdir(parents=True)
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _copy(instruction: Instruction, source_folder: Path, folder: Path) -> None:
    target = folder / instruction.target.lstrip("/")
    for named in instruction.sources:
        source = source_folder / named.lstrip("/")
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            is_folder = instruction.target.endswith("/")
            (target if is_folder else target.parent).mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _run(instruction: Instruction, repository: Path, folder: Path, program: Path) -> None:
    script, *arguments = instruction.words()
    step = Path(script).name
    if step in ("setup", "build"):
        return  # scripts/test has set up and built by the same scripts
    if step == "packages":
        return  # held against what the program links; installing is apt's
    if step == "user":
        command = [folder / script.lstrip("/"), "--prefix", folder, *arguments]
    elif step == "install":
        command = [repository / script, program, folder / arguments[1].lstrip("/")]
    else:
        raise SystemExit(f"image-test: Dockerfile:{instruction.line}: no test takes the step {step} yet")
    subprocess.run([str(word) for word in command], check=True, stderr=subprocess.DEVNULL)


def make(stage: Stage, repository: Path, folders: Path, program: Path) -> Path:
    """Takes the steps of a stage in `folders`/NAME, after those that it copies from."""
    folder = folders / stage.name
    _prepare(stage, folder)
    is_build = stage.base.startswith("swift:")
    for instruction in stage.instructions:
        if instruction.word == "COPY" and instruction.from_stage:
            _copy(instruction, folders / instruction.from_stage, folder)
        elif instruction.word == "COPY" and not is_build:  # the build's sources are those of the repository
            _copy(instruction, repository, folder)
        elif instruction.word == "RUN":
            _run(instruction, repository, folder, program)
    return folder
