"""What the examples use of the contract, from the stubs that make_stubs.py makes."""

import sys
from pathlib import Path

# Last, so that stubs somewhere on PYTHONPATH are taken before these.
sys.path.append(str(Path(__file__).resolve().parent / "stubs"))

try:
    from cairn.rpc.v1 import call_pb2
    from cairn.v1 import agency_pb2, agency_pb2_grpc, case_pb2, case_pb2_grpc, context_pb2
    from cairn.v1 import person_pb2, referral_pb2, referral_pb2_grpc
except ModuleNotFoundError as missing:
    if missing.name is None or not missing.name.startswith("cairn"):
        raise
    sys.exit("there are no stubs yet: run make_stubs.py first")

__all__ = [
    "agency_pb2", "agency_pb2_grpc", "call_pb2", "case_pb2", "case_pb2_grpc", "context_pb2",
    "person_pb2", "referral_pb2", "referral_pb2_grpc",
]
