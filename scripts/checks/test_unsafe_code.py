import unittest

from unsafe_code import check


def objections(source: str) -> list[int]:
    return [violation.line for violation in check({"Sources/A/A.swift": source})]


class UnsafeCodeTests(unittest.TestCase):
    def test_objects_without_a_reason(self):
        for code in ["try! f()", 'fatalError("x")', "final class A: @unchecked Sendable {", "nonisolated(unsafe) var a = 1"]:
            with self.subTest(code):
                self.assertEqual(objections(f"\n{code}\n"), [2])

    def test_a_reason_beside_it_suffices(self):
        self.assertEqual(objections("// The lock guards it.\nfinal class A: @unchecked Sendable {"), [])
        self.assertEqual(objections("/// Safe: the lock guards it.\n@available(*, x)\nfinal class A: @unchecked Sendable {"), [])
        self.assertEqual(objections("let a = try! f()  // a constant"), [])

    def test_a_reason_further_away_does_not(self):
        self.assertEqual(objections("// The lock guards it.\n\nfinal class A: @unchecked Sendable {"), [3])

    def test_leaves_comments_and_text_alone(self):
        self.assertEqual(objections('// never try! here\nlet a = "try! f()"\nlet b = """\n  try! f()\n  """\n'), [])
