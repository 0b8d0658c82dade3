"""bulk.py and watch.py, also where connections are lost."""

import json
import subprocess
import threading
import unittest
from pathlib import Path

import rig
from relay import Relay
from rig import REFERRER, SCREENER

SAMPLES = rig.cairn("sample", "--referrals", "200", "--seed", "7")


def setUpModule() -> None:
    rig.prepare()


class Streaming(unittest.TestCase):
    def test_bulk_and_watch_lose_connections_and_nothing_else(self) -> None:
        token = rig.FOLDER / "token"
        self.watch(token, rig.ADDRESS, "--count", "0")
        before = rig.cases()
        with Relay(rig.ADDRESS, losses=3, from_client_bytes=60_000) as relay:
            submitted = rig.run(
                "bulk.py", "-", "--window", "32", acting_as=REFERRER, server=relay.address, stdin=SAMPLES)
            self.assertEqual((submitted.returncode, relay.lost), (0, 3), submitted.stderr)
        answers = [line.split() for line in submitted.stdout.splitlines() if not line.startswith(" ")]
        ids = [json.loads(line)["context"]["commandId"] for line in SAMPLES.splitlines()]
        self.assertEqual([answer[:3] for answer in answers], [
            [str(number), command_id, "accepted"] for number, command_id in enumerate(ids, start=1)])
        opened = [case for answer in answers for case in answer[4:]]
        self.assertCountEqual(rig.cases(), before + opened)

        again = rig.run("bulk.py", "-", acting_as=REFERRER, stdin=SAMPLES)
        self.assertEqual((again.returncode, again.stdout), (0, submitted.stdout), again.stderr)
        self.assertCountEqual(rig.cases(), before + opened)

        # Twice: the second goes on from the file of the first.
        told = self.watch(token, rig.ADDRESS, "--count", "10")
        with Relay(rig.ADDRESS, losses=3, from_server_bytes=12_000) as relay:
            told += self.watch(token, relay.address, until_opened=set(opened).difference(told))
            self.assertEqual(relay.lost, 3)
        self.assertCountEqual(told, opened)

    def watch(self, token: Path, server: str, *arguments: str, until_opened: set[str] | None = None) -> list[str]:
        """The run's cases that a watch says are opened, up to the watch's own end or until all of some were."""
        missing = set(until_opened or ())
        told = []
        with subprocess.Popen(
            rig.command("watch.py", "--token-file", str(token), *arguments, acting_as=SCREENER, server=server),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=rig.environment()) as watch:
            assert watch.stdout is not None
            # What is missing for so long was lost.
            too_late = threading.Timer(60, watch.kill)
            too_late.start()
            for line in watch.stdout:
                _, case_id, kind, agency = line.split()
                if (kind, agency) == ("opened", rig.AGENCY):
                    told.append(case_id)
                    missing.discard(case_id)
                if until_opened and not missing:
                    watch.kill()
            too_late.cancel()
        return told

    def test_what_is_refused_does_not_stop_the_others(self) -> None:
        good, faulty = SAMPLES.splitlines()[:2]
        request = json.loads(faulty)
        request["context"]["commandId"] = "01a2149f-0000-7000-8000-000000000000"
        request["referral"]["children"] = []
        submitted = rig.run(
            "bulk.py", "-", acting_as=REFERRER, stdin="\n".join(["nonsense", json.dumps(request), good]))
        self.assertEqual(submitted.returncode, 1, submitted.stderr)
        self.assertIn("2 01a2149f-0000-7000-8000-000000000000 refused INVALID_REQUEST", submitted.stdout)
        self.assertIn("  referral.children: REQUIRED: ", submitted.stdout)
        self.assertEqual(rig.values(submitted.stdout, "1")[0][0], "unreadable")
        self.assertEqual(rig.values(submitted.stdout, "3")[0][1], "accepted")
