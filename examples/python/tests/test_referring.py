"""submit.py, query.py and errors.py."""

import json
import unittest

import rig
from relay import Relay
from rig import REFERRER, SCREENER


def setUpModule() -> None:
    rig.prepare()


class Referring(unittest.TestCase):
    def test_a_referral_is_submitted_and_its_case_shown(self) -> None:
        submitted = rig.run("submit.py", acting_as=REFERRER)
        self.assertEqual(submitted.returncode, 0, submitted.stderr)
        self.assertIn("listed as 'CAD 1187/14JAN26' with 2 children", submitted.stdout)
        (amara, _, token), (kofi, _, _) = rig.values(submitted.stdout, "case")
        shown = rig.run("query.py", "show", amara, f"--after={token}", acting_as=SCREENER)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(rig.values(shown.stdout, "child"), [["Amara", "Testcase,", "born", "2016-05-03"]])
        self.assertEqual(rig.values(shown.stdout, "sibling"), [[kofi]])
        self.assertIn("She said that she makes her brother's tea", shown.stdout)

    def test_a_wrong_digit_is_recorded_with_a_finding(self) -> None:
        referral = json.loads((rig.EXAMPLES.parent / "referral.json").read_text())
        referral["children"][1]["identifiers"][0]["value"] = "9991042173"
        path = rig.FOLDER / "wrong-digit.json"
        path.write_text(json.dumps(referral))
        submitted = rig.run("submit.py", str(path), acting_as=REFERRER)
        self.assertEqual(submitted.returncode, 0, submitted.stderr)
        self.assertEqual(
            [finding[1] for finding in rig.values(submitted.stdout, "finding")], ["children[1].identifiers[0].value:"])

    def test_a_lost_answer_leaves_one_referral(self) -> None:
        referral = json.loads((rig.EXAMPLES.parent / "referral.json").read_text())
        # More than a TLS handshake, so that it is the referral that the relay counts.
        referral["narrative"] = "Two children were alone in the flat. " * 1_000
        path = rig.FOLDER / "long.json"
        path.write_text(json.dumps(referral))
        before = rig.cases()
        with Relay(rig.ADDRESS, losses=2, from_client_bytes=37_000) as relay:
            submitted = rig.run("submit.py", str(path), acting_as=REFERRER, server=relay.address)
            self.assertEqual((submitted.returncode, relay.lost), (0, 2), submitted.stderr)
        self.assertEqual(submitted.stderr.count("UNAVAILABLE"), 2)
        self.assertCountEqual(rig.cases(), before + [case[0] for case in rig.values(submitted.stdout, "case")])

    def test_every_fault_is_named(self) -> None:
        refused = rig.run("errors.py", acting_as=REFERRER)
        self.assertEqual(refused.returncode, 0, refused.stderr)
        status, *faults = refused.stdout.splitlines()
        self.assertEqual(status.split(":")[0], "INVALID_ARGUMENT (INVALID_REQUEST)")
        self.assertEqual([fault.strip().split(": ")[:2] for fault in faults], [
            ["context.occurred_at", "MALFORMED_TIME"],
            ["referral.children[0].name.given", "TOO_LONG"],
            ["referral.children[1].addresses[0].postcode", "TOO_LONG"],
            ["referral.statements[0].about_children[1]", "OUT_OF_RANGE"],
        ])

    def test_a_referrer_is_shown_no_case(self) -> None:
        refused = rig.run("query.py", "list", acting_as=REFERRER)
        self.assertEqual(refused.returncode, 1)
        self.assertTrue(refused.stderr.startswith("PERMISSION_DENIED (NOT_PERMITTED): "), refused.stderr)
