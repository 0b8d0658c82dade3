import unittest

from imports import check
from layers import C_TARGETS, LAYERS


def objections(path: str, source: str) -> list[str]:
    return [violation.message for violation in check({path: source})]


class ImportsTests(unittest.TestCase):
    def test_objects_to_an_import_without_level(self):
        for line in ["import Glibc", "@preconcurrency import Glibc", "  import struct Glibc.tm"]:
            with self.subTest(line):
                self.assertEqual(objections("Sources/RPC/A.swift", line), ["import of Glibc without an access level"])
        self.assertEqual(objections("Sources/RPC/A.swift", "internal import Glibc\n@preconcurrency package import NIOCore\n"), [])
        self.assertEqual(objections("Tests/RPCTests/A.swift", "import Testing\n@testable import RPC\n"), [])

    def test_objects_to_an_import_against_the_layout(self):
        for target, module in [
            ("RPC", "Libpq"), ("RPC", "EventLog"), ("RPC", "CairnDomain"), ("CairnDomain", "Glibc"),
            ("CairnDomain", "Foundation"), ("EventLog", "CairnMessages"), ("Libpq", "CairnCodec"), ("Projections", "Commands"),
            ("cairn", "CCairnProto"), ("CairnServer", "CDescriptorProto"), ("CairnMessages", "Identifiers"),
        ]:
            with self.subTest(f"{target} → {module}"):
                self.assertEqual(
                    objections(f"Sources/{target}/A.swift", f"internal import {module}"),
                    [f"{target} may not import {module} (scripts/checks/layers.py)"],
                )

    def test_leaves_comments_and_text_alone(self):
        self.assertEqual(objections("Sources/CairnDomain/A.swift", '// import Glibc\nlet a = "import Glibc"\n'), [])

    def test_objects_to_a_target_without_a_place(self):
        self.assertEqual(len(objections("Sources/Helpers/A.swift", "")), 1)

    def test_the_layout_points_upward_only(self):
        seen = set(C_TARGETS)
        for layer in LAYERS:
            self.assertLessEqual(layer.above, seen, f"{layer.target} uses what stands below it")
            seen.add(layer.target)

    def test_only_the_codec_and_the_generator_see_generated_c(self):
        users = {layer.target for layer in LAYERS if layer.above & {"CCairnProto", "CDescriptorProto"}}
        self.assertEqual(users, {"CairnCodec", "wiregen"})
