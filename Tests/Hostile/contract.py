"""Methods of the contract that attacks and bystanders call, and requests for them, as proto/cairn/v1 describes them."""

from frames import field

LIST_CODES = "/cairn.v1.ReferenceDataService/ListCodes"
# Some 25 KB of answer for 80 bytes of request.
LIST_RULES = "/cairn.v1.ReferenceDataService/ListRules"
# Streams requests and responses.
SUBMIT_REFERRALS = "/cairn.v1.ReferralService/SubmitReferrals"
# Streams responses, without end.
WATCH_CASES = "/cairn.v1.CaseService/WatchCases"
NOTHING = "/cairn.v1.ReferenceDataService/Nothing"

PERSON = "0192aaaa-bbbb-7ccc-8ddd-000000000001"
REFERRER, SCREENER = 1, 3


def query_context(role=REFERRER):
    """A `QueryContext`, as field 1 of a query."""
    return field(1, field(1, PERSON) + field(2, role) + field(3, "child-safeguarding"))


# The smallest query that is served: the purposes of the reference data.
CODES_REQUEST = query_context() + field(2, "purpose")
RULES_REQUEST = query_context()
WATCH_REQUEST = query_context(SCREENER)
