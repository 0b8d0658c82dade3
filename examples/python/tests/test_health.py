"""health.py."""

import subprocess
import unittest

import rig


def setUpModule() -> None:
    rig.prepare()


class Health(unittest.TestCase):
    def test_it_serves_and_says_what(self) -> None:
        for server in [rig.ADDRESS] + ([rig.OPERATOR] if rig.UNIX and not rig.IDENTITIES else []):
            asked = rig.run("health.py", server=server)
            self.assertEqual(asked.returncode, 0, asked.stderr)
            self.assertEqual(asked.stdout.splitlines()[0], "SERVING")
            services = [words[0] for words in rig.values(asked.stdout, "service")]
            self.assertIn("cairn.v1.CaseService", services)
            self.assertIn("grpc.health.v1.Health", services)

    def test_a_watch_begins_with_what_is(self) -> None:
        with subprocess.Popen(
            rig.command("health.py", "--watch", "--service", "cairn.v1.CaseService", acting_as=None),
            stdout=subprocess.PIPE, text=True, env=rig.environment()) as watch:
            assert watch.stdout is not None
            try:
                self.assertEqual(watch.stdout.readline(), "SERVING\n")
            finally:
                watch.kill()

    def test_a_service_that_is_not_there(self) -> None:
        asked = rig.run("health.py", "--service", "cairn.v1.NoService")
        self.assertEqual(asked.returncode, 1)
        self.assertTrue(asked.stderr.startswith("NOT_FOUND"), asked.stderr)
