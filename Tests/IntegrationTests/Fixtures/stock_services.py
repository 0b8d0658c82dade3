"""gRPC's health and reflection services, asked by their stock Python clients.

    stock_services.py check ADDRESS    asks both, and exits 1 if an answer is not as it should be
    stock_services.py watch ADDRESS    prints how the server does, whenever that changes, and at last how the watch ended
"""

import sys

import grpc
from google.protobuf import message_factory
from google.protobuf.descriptor_pool import DescriptorPool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

DEADLINE = 20
SERVING = health_pb2.HealthCheckResponse.SERVING


def expect(condition, what):
    if not condition:
        raise SystemExit(f"not as it should be: {what}")


def check_health(channel):
    health = health_pb2_grpc.HealthStub(channel)
    watch = health.Watch(health_pb2.HealthCheckRequest(), timeout=DEADLINE)
    expect(any(answer.status == SERVING for answer in watch), "a server that starts takes work at last")
    watch.cancel()
    for name in ("", "cairn.v1.CaseService"):
        answer = health.Check(health_pb2.HealthCheckRequest(service=name), timeout=DEADLINE)
        expect(answer.status == SERVING, f"{name}: {answer}")
    try:
        health.Check(health_pb2.HealthCheckRequest(service="cairn.v1.Nobody"), timeout=DEADLINE)
        expect(False, "a service that is not there does well")
    except grpc.RpcError as error:
        expect(error.code() is grpc.StatusCode.NOT_FOUND, error)
    unknown = health.Watch(health_pb2.HealthCheckRequest(service="cairn.v1.Nobody"), timeout=DEADLINE)
    expect(next(unknown).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN, "a watch of what is not there")
    unknown.cancel()


def check_reflection(channel):
    database = ProtoReflectionDescriptorDatabase(channel)
    services = set(database.get_services())
    for name in ("cairn.v1.CaseService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"):
        expect(name in services, f"{name} among {services}")
    pool = DescriptorPool(database)
    for name in services:
        expect(pool.FindServiceByName(name).methods, f"{name} has methods")
    method = pool.FindServiceByName("cairn.v1.ReferralService").FindMethodByName("SubmitReferral")
    expect(method.input_type.fields_by_name["referral"].message_type.full_name == "cairn.v1.Referral", "the contract")
    expect(pool.FindMessageTypeByName("grpc.health.v1.HealthCheckResponse"), "a message by its name")
    call_by_description(channel, pool)


def call_by_description(channel, pool):
    """A call that knows nothing of the contract but what the server said of it."""
    method = pool.FindServiceByName("grpc.health.v1.Health").FindMethodByName("Check")
    request, response = (message_factory.GetMessageClass(each) for each in (method.input_type, method.output_type))
    call = channel.unary_unary(
        "/grpc.health.v1.Health/Check", request_serializer=request.SerializeToString, response_deserializer=response.FromString
    )
    expect(call(request(), timeout=DEADLINE).status == SERVING, "health by reflection")


def check_versions(channel):
    """Both versions have the same messages, and answer what is not there without ending the stream."""
    for version in ("v1", "v1alpha"):
        call = channel.stream_stream(
            f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
            request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
            response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
        )
        asked = [
            reflection_pb2.ServerReflectionRequest(file_containing_symbol="no.Such"),
            reflection_pb2.ServerReflectionRequest(file_by_filename="no/such.proto"),
            reflection_pb2.ServerReflectionRequest(all_extension_numbers_of_type="cairn.v1.Referral"),
            reflection_pb2.ServerReflectionRequest(file_containing_symbol="cairn.v1.CaseService.GetCase"),
        ]
        answers = list(call(iter(asked), timeout=DEADLINE))
        codes = [answer.error_response.error_code for answer in answers]
        expect(codes == [5, 5, 5, 0], f"{version}: {answers}")
        expect([answer.original_request for answer in answers] == asked, "each says what was asked")
        expect(len(answers[3].file_descriptor_response.file_descriptor_proto) > 1, "with what it imports")


def watch(channel):
    health = health_pb2_grpc.HealthStub(channel)
    try:
        for answer in health.Watch(health_pb2.HealthCheckRequest()):
            print(health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status), flush=True)
    except grpc.RpcError as error:
        print(error.code().name)


def main():
    what, address = sys.argv[1:]
    with grpc.insecure_channel(address) as channel:
        if what == "watch":
            watch(channel)
        else:
            check_health(channel)
            check_reflection(channel)
            check_versions(channel)


main()
