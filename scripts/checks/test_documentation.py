import unittest

from documentation import check


def objections(source: str) -> list[int]:
    return [violation.line for violation in check({"Sources/Log/Log.swift": source})]


class DocumentationTests(unittest.TestCase):
    def test_objects_to_what_is_seen_and_not_documented(self):
        for declaration in [
            "package struct Log {", "public final class Log {", "@frozen package enum Log {", "  package static let limit = 3",
            "  package private(set) var count = 0", "  package func read() async throws(LogError) {", "  package init?(text: String) {",
            "  package subscript(position: Int) -> Int {", "package typealias Position = UInt64",
        ]:
            with self.subTest(declaration):
                self.assertEqual(objections(declaration), [1])
                self.assertEqual(objections("// An ordinary comment.\n" + declaration), [2])
                self.assertEqual(objections("/// What it is.\n" + declaration), [])
                self.assertEqual(objections("/// What it is.\n@discardableResult\n" + declaration), [])

    def test_leaves_what_others_do_not_see(self):
        self.assertEqual(objections("struct Log {}\nprivate func f() {}\npackage import Log\npackage extension Log {\n"), [])
        self.assertEqual(objections("let text = \"package func f()\" // package func f()\n"), [])

    def test_a_run_is_documented_once(self):
        self.assertEqual(objections("/// Codes.\npackage let a = 1\npackage let b = 2\npackage let c = 3\n"), [])
        self.assertEqual(objections("/// Codes.\npackage let a = 1\n\npackage let b = 2\n"), [4])

    def test_a_requirement_is_documented_by_its_protocol(self):
        protocol = "protocol Store {\n  /// Appends.\n  func append()\n}\n"
        self.assertEqual(objections(protocol + "  package func append() {\n"), [])
        self.assertEqual(objections(protocol + "  package func remove() {\n"), [5])
        reading = "protocol Text {\n  init?(json: Value)\n}\n"
        self.assertEqual(objections(reading + "  package init?(json: Value) {\n    self.a = b\n  }\n"), [])
        self.assertEqual(objections(reading + "  package init?(text: Value) {\n    self.a = b\n  }\n"), [4])
        self.assertEqual(objections("  package static func < (a: A, b: A) -> Bool {\n"), [])

    def test_an_init_that_only_takes_over_needs_none(self):
        self.assertEqual(objections("  package init(a: Int) {\n    self.a = a\n  }\n"), [])
        self.assertEqual(objections("  package init(a: Int) { self.a = a }\n"), [])
        self.assertEqual(objections("  package init(a: Int) {\n    self.a = a + 1\n  }\n"), [1])
