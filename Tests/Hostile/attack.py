#!/usr/bin/env python3
"""Runs one crafted attack against a server and says how it answered.

usage: attack.py --list
       attack.py ADDRESS NAME [--seconds S] [--connections N] [--tls FOLDER]

ADDRESS is HOST:PORT or unix:PATH; FOLDER is an identity as `cairn agency enrol` writes it. One line of JSON says what
was sent and what came of it. The exit code is 0 if every outcome is one that the attack accepts, 1 if not.
"""

import argparse
import json
import sys

sys.dont_write_bytecode = True

import catalogue
import harness
import wire


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("address", nargs="?")
    parser.add_argument("name", nargs="?")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int)
    parser.add_argument("--tls", metavar="FOLDER")
    options = parser.parse_args()
    attacks = catalogue.attacks()
    if options.list:
        for attack in attacks.values():
            print(f"{attack.dialect:7} {attack.name:32} {attack.rule}")
        return 0
    if not options.address or options.name not in attacks:
        print(__doc__, file=sys.stderr)
        return 2
    wire.allow_descriptors()
    report = harness.run(
        attacks[options.name], wire.Target(options.address, options.tls), options.seconds, options.connections
    )
    print(json.dumps(report))
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
