#!/usr/bin/env python3
"""Makes Python of the contract in proto/: messages, clients, and type hints for both."""

import argparse
import sys
from importlib.resources import as_file, files
from pathlib import Path

from grpc_tools import protoc

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent.parent / "proto"


def make_stubs(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    # Not proto/grpc: health and reflection are in packages of gRPC's own.
    sources = sorted(str(path) for path in (CONTRACT / "cairn").rglob("*.proto"))
    if not sources:
        sys.exit(f"there is no contract in {CONTRACT}: run this in a clone of Cairn")
    with as_file(files("grpc_tools") / "_proto") as googles:
        code = protoc.main([
            "protoc", f"--proto_path={CONTRACT}", f"--proto_path={googles}",
            f"--python_out={out}", f"--pyi_out={out}", f"--grpc_python_out={out}", *sources])
    if code != 0:
        sys.exit(code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "stubs", metavar="DIR", help="where they go; default: stubs")
    out: Path = parser.parse_args().out
    make_stubs(out)
    print(f"stubs are in {out}")


if __name__ == "__main__":
    main()
