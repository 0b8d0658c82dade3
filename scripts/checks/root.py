"""The root holds what people look for there, and no plans or notes."""

import re

from violation import Files, Violation

AT_THE_ROOT = {
    ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", ".swift-format", ".swift-version",
    "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "NOTICE", "Package.resolved", "Package.swift",
    "README.md", "SECURITY.md", "docker-compose.yml",
}

NOTES = re.compile(r"(?i)^(plan|notes?|todo|scratch|draft|progress|status|ideas|journal|handover)\b.*\.(md|txt)$")


def check(files: Files):
    for path in files:
        *folders, name = path.split("/")
        if not folders and name not in AT_THE_ROOT:
            yield Violation(path, 0, "does not belong at the root: put it where its readers look, or leave it out")
        elif folders and NOTES.match(name):
            yield Violation(path, 0, "looks like a plan or notes: say it in docs/, in a comment or in the commit")
