"""Shell scripts parse (`bash -n`), and pass shellcheck where there is one."""

import re
import shutil
import subprocess

from repository import ROOT
from violation import Files, Violation

_SHELL = re.compile(r"#!.*\b(ba)?sh\b|# shellcheck shell=")


def _complaints(command: list[str], text: str, pattern: str):
    done = subprocess.run(command, input=text, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        found = re.findall(pattern, done.stdout, flags=re.MULTILINE)
        yield from found or [("0", f"{command[0]} failed: {done.stdout.strip()}")]


def check(files: Files):
    shellcheck = shutil.which("shellcheck")
    for path, text in files.items():
        if not _SHELL.match(text):
            continue
        for line, message in _complaints(["bash", "-n"], text, r"line (\d+): (.*)$"):
            yield Violation(path, int(line), message)
        if shellcheck:
            command = [shellcheck, "--external-sources", "--format=gcc", "-"]
            for line, message in _complaints(command, text, r"^-:(\d+):\d+: (.*)$"):
                yield Violation(path, int(line), message)
