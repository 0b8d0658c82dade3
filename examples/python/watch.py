#!/usr/bin/env python3
"""Prints every change of a case as it happens, each once, also when the connection is lost in between."""

from collections.abc import Iterator
from pathlib import Path

import grpc

import hub
from contract import case_pb2, case_pb2_grpc
from failures import Patience


def changes(watcher: hub.Hub, token: str, from_beginning: bool) -> Iterator[case_pb2.CaseChange]:
    """Every message of a watch from a token on. It ends only with an error that watching again does not mend."""
    cases = case_pb2_grpc.CaseServiceStub(watcher.channel)
    patience = Patience()
    while True:
        request = case_pb2.WatchCasesRequest(
            context=watcher.query_context(), resume_token=token, from_beginning=from_beginning and not token)
        try:
            for change in cases.WatchCases(request, metadata=watcher.metadata):
                patience.heard()
                yield change
                # Only now: whoever takes the changes has done with this one, and another watch goes on behind it.
                token = change.resume_token
        except grpc.RpcError as error:
            patience.wait(error)


def main() -> None:
    parser = hub.parser(__doc__, acting_as="hub/screener")
    parser.add_argument("--from-beginning", action="store_true", help="begin with the first case of the hub")
    parser.add_argument(
        "--token-file", type=Path, metavar="FILE",
        help="keep the resume token here: another start goes on where this one ended")
    parser.add_argument("--count", type=int, metavar="COUNT", help="end after so many changes")
    options = parser.parse_args()

    watcher = hub.connect(options.server, options.acting_as, options.person, options.identity)
    kept: Path | None = options.token_file
    token = kept.read_text("ascii") if kept and kept.exists() else ""
    told = 0
    for change in changes(watcher, token, options.from_beginning):
        # The first message, and now and then another, holds a token alone.
        if change.kind != case_pb2.CASE_CHANGE_KIND_UNSPECIFIED:
            kind = case_pb2.CaseChangeKind.Name(change.kind).removeprefix("CASE_CHANGE_KIND_").lower()
            print(change.recorded_at_us, change.case_id, kind, change.agency_id, flush=True)
            told += 1
        if kept:
            keep(kept, change.resume_token)
        if options.count is not None and told >= options.count:
            return


def keep(path: Path, token: str) -> None:
    # In one step: whoever is stopped in the middle has the one before.
    part = path.with_name(path.name + ".part")
    part.write_text(token, "ascii")
    part.replace(path)


if __name__ == "__main__":
    hub.run(main)
