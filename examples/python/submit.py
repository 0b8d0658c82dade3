#!/usr/bin/env python3
"""Submits a referral from a JSON file, prints its receipt, and waits until the agency's own list shows it."""

import sys
from pathlib import Path

from google.protobuf import json_format

import hub
from contract import referral_pb2, referral_pb2_grpc

EXAMPLE = Path(__file__).resolve().parent.parent / "referral.json"


def read_referral(path: Path) -> referral_pb2.Referral:
    try:
        return json_format.Parse(path.read_text("utf-8"), referral_pb2.Referral())
    except (OSError, ValueError, json_format.ParseError) as fault:
        sys.exit(f"{path}: {fault}")


def print_receipt(command_id: str, response: referral_pb2.SubmitReferralResponse) -> None:
    print(f"command {command_id}")
    print(f"referral {response.referral_id}")
    tokens = {stream.stream_id: stream.token for stream in response.receipt.streams}
    for case_id in response.case_ids:
        print(f"case {case_id} token {tokens[case_id]}")
    for finding in response.findings:
        print(f"finding {finding.rule} {finding.field}: {finding.message}")
    for stream in response.receipt.streams:
        for position, leaf in zip(stream.positions, stream.leaves, strict=True):
            print(f"recorded at {position}, leaf {leaf.hex()}")


def main() -> None:
    parser = hub.parser(__doc__, acting_as="met/referrer")
    parser.add_argument("file", type=Path, nargs="?", default=EXAMPLE, help="default: examples/referral.json")
    options = parser.parse_args()

    met = hub.connect(options.server, options.acting_as, options.person, options.identity)
    referrals = referral_pb2_grpc.ReferralServiceStub(met.channel)
    request = referral_pb2.SubmitReferralRequest(
        context=met.command_context(), referral=read_referral(options.file))
    response = met.call(referrals.SubmitReferral, request)
    print_receipt(request.context.command_id, response)

    # Views follow the log: with the token of the receipt's last stream the answer holds all that the receipt recorded.
    listed = met.call(
        referrals.ListReferrals,
        referral_pb2.ListReferralsRequest(
            context=met.query_context(), own_only=True, after_token=response.receipt.streams[-1].token))
    for entry in listed.referrals:
        if entry.referral_id == response.referral_id:
            print(f"listed as {entry.agency_reference!r} with {entry.child_count} children")


if __name__ == "__main__":
    hub.run(main)
