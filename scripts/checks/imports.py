"""Every import has an access level, and leads only to what the layout allows."""

import re

from generated import is_generated
from layers import C_TARGETS, LAYERS
from swift_source import code_lines
from violation import Files, Violation

_IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?P<level>public|package|internal|fileprivate|private)?\s*"
    r"\bimport\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(?P<module>\w+)"
)


def check(files: Files):
    layers = {layer.target: layer for layer in LAYERS}
    for path, text in files.items():
        folders = path.split("/")
        if folders[0] != "Sources" or len(folders) < 3:
            continue
        target = folders[1]
        if target not in layers and target not in C_TARGETS:
            yield Violation(path, 0, f"{target} has no place in the layout: give it one in scripts/checks/layers.py")
            continue
        if not path.endswith(".swift"):
            continue
        for number, code in enumerate(code_lines(text), start=1):
            if not (found := _IMPORT.match(code)):
                continue
            if found["level"] is None and not is_generated(text):
                yield Violation(path, number, f"import of {found['module']} without an access level")
            layer = layers.get(target)
            if layer is None or found["module"] not in layer.above | layer.outside:
                yield Violation(path, number, f"{target} may not import {found['module']} (scripts/checks/layers.py)")
