#!/usr/bin/env python3
"""Asks whether a hub takes work, by gRPC's own health service, and which services it has, by gRPC's own reflection."""

from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

import hub


def status(response: health_pb2.HealthCheckResponse) -> str:
    return health_pb2.HealthCheckResponse.ServingStatus.Name(response.status)


def main() -> None:
    parser = hub.parser(__doc__, acting_as=None)
    parser.add_argument("--service", default="", metavar="NAME", help="such as cairn.v1.CaseService")
    parser.add_argument("--watch", action="store_true", help="print each change until the server goes away")
    options = parser.parse_args()

    channel = hub.open_channel(options.server, options.identity)
    health = health_pb2_grpc.HealthStub(channel)
    request = health_pb2.HealthCheckRequest(service=options.service)
    if options.watch:
        for response in health.Watch(request):
            print(status(response), flush=True)
        return
    print(status(health.Check(request, timeout=hub.CALL_SECONDS)))
    for name in sorted(ProtoReflectionDescriptorDatabase(channel).get_services()):
        print(f"service {name}")


if __name__ == "__main__":
    hub.run(main)
