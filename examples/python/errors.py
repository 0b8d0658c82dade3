#!/usr/bin/env python3
"""Submits a referral with several faults and prints them all: the path of each field, a reason, what would mend it."""

import sys

import grpc

import hub
from contract import context_pb2, person_pb2, referral_pb2, referral_pb2_grpc
from failures import describe, violations


def faulty_request(context: context_pb2.CommandContext) -> referral_pb2.SubmitReferralRequest:
    """A wrong digit would be recorded with a finding; these are faults with which nothing is recorded."""
    context.occurred_at = "last night"
    return referral_pb2.SubmitReferralRequest(
        context=context,
        referral=referral_pb2.Referral(
            children=[
                person_pb2.Child(name=person_pb2.PersonName(given="Amara " * 50, family="Testcase")),
                person_pb2.Child(addresses=[person_pb2.Address(lines=["Flat 3"], postcode="W9 9ZZ " * 50)]),
            ],
            statements=[referral_pb2.Statement(text="The electricity was off.", about_children=[1, 7])]))


def main() -> int:
    options = hub.parser(__doc__, acting_as="met/referrer").parse_args()
    met = hub.connect(options.server, options.acting_as, options.person, options.identity)
    referrals = referral_pb2_grpc.ReferralServiceStub(met.channel)
    try:
        met.call(referrals.SubmitReferral, faulty_request(met.command_context()))
    except grpc.RpcError as error:
        if not violations(error):
            raise
        print(describe(error))
        return 0
    print("the hub recorded what it should have refused", file=sys.stderr)
    return 1


if __name__ == "__main__":
    hub.run(main)
