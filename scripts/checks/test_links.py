import unittest

from links import check

README = "# Cairn\n## Two commands\n"


def objections(markdown: str) -> list[int]:
    files = {"docs/GUIDE.md": markdown, "README.md": README, "docs/adr/0001-log.md": "# One\n"}
    return [violation.line for violation in check(files)]


class LinksTests(unittest.TestCase):
    def test_objects_to_a_link_to_nowhere(self):
        self.assertEqual(objections("See [a](gone.md).\n"), [1])
        self.assertEqual(objections("\n[a]: ../gone.md\n"), [2])
        self.assertEqual(objections("[a](../README.md#three-commands)\n"), [1])
        self.assertEqual(objections("[a](#nothing)\n"), [1])

    def test_leaves_links_that_lead_somewhere(self):
        self.assertEqual(objections("[a](../README.md) [b](adr) [c](adr/0001-log.md) [d](https://example.org/x)\n"), [])
        self.assertEqual(objections("## Where: to go?\n[a](../README.md#two-commands) [b](#where-to-go)\n"), [])

    def test_leaves_code_alone(self):
        self.assertEqual(objections("```\n[a](gone.md)\n```\n`[a](gone.md)`\n"), [])
