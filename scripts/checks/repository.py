"""Reads what git would commit: tracked files, and new ones that it does not ignore."""

import subprocess
from pathlib import Path

from violation import Files

ROOT = Path(__file__).resolve().parents[2]


def files() -> Files:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    texts = {}
    for path in filter(None, listed.split("\0")):
        try:
            texts[path] = (ROOT / path).read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            continue  # deleted but not committed yet; a submodule; not text
    return texts
