#!/usr/bin/env python3
"""Submits referrals in bulk: JSON lines as `cairn sample` writes them, over one stream, answered in their order.

Running it again with the same lines changes nothing: each holds its command id, under which there is one effect.
"""

import sys
import threading
from typing import BinaryIO

import grpc
from google.protobuf import json_format

import hub
from contract import context_pb2, referral_pb2, referral_pb2_grpc
from failures import Patience
from window import Window

Submitted = tuple[int, referral_pb2.SubmitReferralRequest]


class Bulk:
    """Sends what the window holds and has each answered, over as many streams as that takes."""

    def __init__(self, referrer: hub.Hub, window: Window[Submitted]) -> None:
        self.referrer = referrer
        self.service = referral_pb2_grpc.ReferralServiceStub(referrer.channel)
        self.window = window
        self.patience = Patience()
        self.accepted = 0
        self.refused = 0

    def run(self) -> None:
        while True:
            try:
                return self.send_all()
            except grpc.RpcError as error:
                self.patience.wait(error)

    def send_all(self) -> None:
        # gRPC draws the requests from a thread of its own, no faster than the hub takes them.
        requests = (request for _, request in self.window.from_first_unanswered())
        for answer in self.service.SubmitReferrals(requests, metadata=self.referrer.metadata):
            self.patience.heard()
            # Answers come in the order of the requests.
            number, request = self.window.answered()
            if answer.HasField("accepted"):
                self.accepted += 1
                accepted = answer.accepted
                print(number, request.context.command_id, "accepted", accepted.referral_id, *accepted.case_ids)
                for finding in accepted.findings:
                    print(f"  finding {finding.rule} {finding.field}: {finding.message}")
            else:
                self.refused += 1
                print(number, request.context.command_id, "refused", answer.refused.reason, answer.refused.message)
                for fault in answer.refused.fields:
                    print(f"  {fault.field}: {fault.reason}: {fault.description}")


class Reader(threading.Thread):
    """Puts every line into a window, which has it wait while too many are unanswered."""

    def __init__(self, lines: BinaryIO, window: Window[Submitted], role: context_pb2.Role, person: str | None) -> None:
        # A daemon: it may wait for standard input while the program ends because of an error.
        super().__init__(daemon=True)
        self.lines, self.window, self.role, self.person = lines, window, role, person
        self.unreadable = 0

    def run(self) -> None:
        number = 0
        try:
            for number, line in enumerate(self.lines, start=1):
                if line.strip():
                    self.take(number, line)
        except OSError as fault:
            self.reject(number + 1, fault)
        self.window.end()

    def take(self, number: int, line: bytes) -> None:
        try:
            request = json_format.Parse(line, referral_pb2.SubmitReferralRequest())
        except (ValueError, json_format.ParseError) as fault:
            return self.reject(number, fault)
        request.context.role = self.role
        if self.person:
            request.context.acting_person = self.person
        self.window.put((number, request))

    def reject(self, number: int, fault: Exception) -> None:
        self.unreadable += 1
        print(number, "unreadable", fault)


def main() -> int:
    parser = hub.parser(__doc__, acting_as="met/referrer")
    parser.add_argument("file", help="JSON lines, or - for standard input")
    parser.add_argument(
        "--window", type=int, default=256, metavar="COUNT", help="so many unanswered at most; default: %(default)s")
    options = parser.parse_args()
    try:
        lines = sys.stdin.buffer if options.file == "-" else open(options.file, "rb")
    except OSError as fault:
        parser.error(str(fault))

    referrer = hub.connect(options.server, options.acting_as, options.person, options.identity)
    window: Window[Submitted] = Window(options.window)
    reader = Reader(lines, window, referrer.role, options.person)
    bulk = Bulk(referrer, window)
    reader.start()
    bulk.run()
    if not window.is_done:
        sys.exit("the hub ended the stream before it had answered everything")
    failed = bulk.refused + reader.unreadable
    print(f"{bulk.accepted} accepted, {failed} not", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    hub.run(main)
