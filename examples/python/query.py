#!/usr/bin/env python3
"""Asks for cases, as the hub's screener: lists them page by page, or shows one."""

import hub
from contract import case_pb2, case_pb2_grpc


def short(name: str) -> str:
    """CASE_STATUS_RECEIVED and RAG_UNSPECIFIED as a person reads them."""
    return name.removeprefix("CASE_STATUS_").removeprefix("RAG_").replace("UNSPECIFIED", "NOT_RATED").lower()


def print_list(screener: hub.Hub, cases: case_pb2_grpc.CaseServiceStub, agencies: list[str], page_size: int) -> None:
    token = ""
    while True:
        # The same filters come with each page's token.
        page = screener.call(
            cases.ListCases,
            case_pb2.ListCasesRequest(
                context=screener.query_context(), agency_ids=agencies, sort=case_pb2.CASE_SORT_RECEIVED,
                page_size=page_size, page_token=token))
        for entry in page.cases:
            print(
                entry.case_id, short(case_pb2.CaseStatus.Name(entry.status)), short(case_pb2.Rag.Name(entry.rag)),
                entry.agency_id, entry.child_name.given, entry.child_name.family, entry.date_of_birth)
        token = page.next_page_token
        if not token:
            return


def print_case(screener: hub.Hub, cases: case_pb2_grpc.CaseServiceStub, case_id: str, after: str) -> None:
    answer = screener.call(
        cases.GetCase,
        case_pb2.GetCaseRequest(context=screener.query_context(), case_id=case_id, after_token=after))
    case = answer.case_view
    print(f"child     {case.child.name.given} {case.child.name.family}, born {case.child.date_of_birth}")
    print(f"status    {short(case_pb2.CaseStatus.Name(case.status))}")
    print(f"referral  by {case.referral.agency_id}: {case.referral.agency_reference}")
    for statement in case.referral.statements:
        print(f"said      {statement.observed_at} {statement.source}: {statement.text}")
    for sibling in case.sibling_case_ids:
        print(f"sibling   {sibling}")
    for finding in case.findings:
        print(f"finding   {finding.rule} {finding.field}: {finding.message}")
    for withheld in answer.withheld:
        reason = case_pb2.WithheldReason.Name(withheld.reason).removeprefix("WITHHELD_REASON_").lower()
        print(f"withheld  of {withheld.agency_id} ({reason}): {', '.join(withheld.categories)}")


def main() -> None:
    parser = hub.parser(__doc__, acting_as="hub/screener")
    actions = parser.add_subparsers(dest="action", required=True)
    listing = actions.add_parser("list", help="all cases, what came in first first")
    listing.add_argument("--agency", action="append", default=[], metavar="ID", help="only cases that it referred")
    listing.add_argument("--page-size", type=int, default=50, metavar="COUNT", help="at most 200; default: %(default)s")
    showing = actions.add_parser("show", help="one case")
    showing.add_argument("case", help="its id")
    showing.add_argument("--after", default="", metavar="TOKEN", help="a receipt's: show what it recorded")
    options = parser.parse_args()

    screener = hub.connect(options.server, options.acting_as, options.person, options.identity)
    cases = case_pb2_grpc.CaseServiceStub(screener.channel)
    if options.action == "list":
        print_list(screener, cases, options.agency, options.page_size)
    else:
        print_case(screener, cases, options.case, options.after)


if __name__ == "__main__":
    hub.run(main)
