#!/usr/bin/env python3
"""Runs each example against a server and looks at what it prints. tests/rig.py says what the environment must hold."""

import sys
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parent / "tests"
sys.path.insert(0, str(TESTS))

# Before all tests: without what it needs it says so, once.
import rig  # noqa: E402, F401

if __name__ == "__main__":
    found = unittest.defaultTestLoader.discover(str(TESTS))
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(found).wasSuccessful())
