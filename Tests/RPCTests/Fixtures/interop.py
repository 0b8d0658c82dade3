"""gRPC's interoperability tests, driven by stock grpcio against the test service of InteropTable.swift.

    interop.py ADDRESS [--tls FOLDER] [CASE...]

FOLDER holds root.pem, certificate.pem and key.pem. Prints a line for each case and exits 1 if one failed.
Source: https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md
"""

import argparse
import pathlib
import struct
import sys
import threading
import traceback

import grpc

SERVICE = "/grpc.testing.TestService/"
DEADLINE = 20


def script(answer=0, pause_ms=0, code=0, text="", payload=0):
    encoded = text.encode()
    return struct.pack(">IIII", answer, pause_ms, code, len(encoded)) + encoded + bytes(payload)


def scripts(*items):
    return b"".join(struct.pack(">I", len(item)) + item for item in items)


class Service:
    """Stubs of the test service, with messages as bytes."""

    def __init__(self, channel, service=SERVICE):
        self.channel = channel
        self.empty_call = channel.unary_unary(service + "EmptyCall")
        self.unary_call = channel.unary_unary(service + "UnaryCall")
        self.output_call = channel.unary_stream(service + "StreamingOutputCall")
        self.input_call = channel.stream_unary(service + "StreamingInputCall")
        self.duplex_call = channel.stream_stream(service + "FullDuplexCall")


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def failure(body):
    try:
        body()
    except grpc.RpcError as error:
        return error
    raise AssertionError("no error")


def empty_unary(service):
    expect(service.empty_call(b"", timeout=DEADLINE) == b"", "the answer is not empty")


def large_unary(service):
    answer = service.unary_call(script(answer=314_159, payload=271_828), timeout=DEADLINE)
    expect(answer == bytes(314_159), "the answer is not as large as asked for")


def client_streaming(service):
    requests = (script(payload=size) for size in (27_182, 8, 1_828, 45_904))
    (total,) = struct.unpack(">I", service.input_call(requests, timeout=DEADLINE))
    expect(total == 74_922, f"the sum is {total}")


def server_streaming(service):
    sizes = (31_415, 9, 2_653, 58_979)
    answers = service.output_call(scripts(*(script(answer=size) for size in sizes)), timeout=DEADLINE)
    expect(tuple(len(answer) for answer in answers) == sizes, "not the sizes that were asked for")


class Turns:
    """Requests of a stream that wait for their turn."""

    def __init__(self):
        self.condition = threading.Condition()
        self.waiting = []
        self.is_closed = False

    def put(self, item):
        with self.condition:
            self.waiting.append(item)
            self.condition.notify()

    def close(self):
        with self.condition:
            self.is_closed = True
            self.condition.notify()

    def __iter__(self):
        while True:
            with self.condition:
                self.condition.wait_for(lambda: self.waiting or self.is_closed)
                if not self.waiting:
                    return
                item = self.waiting.pop(0)
            yield item


def ping_pong(service):
    turns = Turns()
    answers = service.duplex_call(iter(turns), timeout=DEADLINE)
    for answer, payload in ((31_415, 27_182), (9, 8), (2_653, 1_828), (58_979, 45_904)):
        turns.put(scripts(script(answer=answer, payload=payload)))
        expect(len(next(answers)) == answer, "not the size that was asked for")
    turns.close()
    expect(list(answers) == [], "more answers than requests")


def empty_stream(service):
    expect(list(service.duplex_call(iter(()), timeout=DEADLINE)) == [], "an answer to nothing")


def custom_metadata(service):
    metadata = (
        ("x-grpc-test-echo-initial", "test_initial_metadata_value"),
        ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"),
    )
    _, unary = service.unary_call.with_call(script(answer=314_159, payload=271_828), metadata=metadata, timeout=DEADLINE)
    duplex = service.duplex_call(
        iter([scripts(script(answer=314_159, payload=271_828))]), metadata=metadata, timeout=DEADLINE
    )
    expect(len(list(duplex)) == 1, "one answer to one request")
    for call in (unary, duplex):
        expect(metadata[0] in call.initial_metadata(), f"initial metadata: {call.initial_metadata()}")
        expect(metadata[1] in call.trailing_metadata(), f"trailing metadata: {call.trailing_metadata()}")


def status_and_text(service, code, text):
    for body in (
        lambda: service.unary_call(script(code=code, text=text), timeout=DEADLINE),
        lambda: list(service.duplex_call(iter([scripts(script(code=code, text=text))]), timeout=DEADLINE)),
    ):
        error = failure(body)
        expect(error.code().value[0] == code, f"the status is {error.code()}")
        expect(error.details() == text, f"the text is {error.details()!r}")


def status_code_and_message(service):
    status_and_text(service, 2, "test status message")


def special_status_message(service):
    status_and_text(service, 2, "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")


def unimplemented_method(service):
    call = service.channel.unary_unary(SERVICE + "UnimplementedCall")
    expect(failure(lambda: call(b"", timeout=DEADLINE)).code() is grpc.StatusCode.UNIMPLEMENTED, "another status")


def unimplemented_service(service):
    other = Service(service.channel, "/grpc.testing.UnimplementedService/")
    expect(
        failure(lambda: other.empty_call(b"", timeout=DEADLINE)).code() is grpc.StatusCode.UNIMPLEMENTED,
        "another status",
    )


def cancel_after_begin(service):
    call = service.input_call.future(iter(Turns()), timeout=DEADLINE)
    call.cancel()
    expect(call.cancelled() and call.code() is grpc.StatusCode.CANCELLED, f"the status is {call.code()}")


def cancel_after_first_response(service):
    turns = Turns()
    answers = service.duplex_call(iter(turns), timeout=DEADLINE)
    turns.put(scripts(script(answer=31_415, payload=27_182)))
    expect(len(next(answers)) == 31_415, "not the size that was asked for")
    answers.cancel()
    expect(failure(lambda: next(answers)).code() is grpc.StatusCode.CANCELLED, "another status")


def timeout_on_sleeping_server(service):
    requests = iter([scripts(script(answer=1, pause_ms=60_000, payload=27_182))])
    error = failure(lambda: list(service.duplex_call(requests, timeout=0.1)))
    expect(error.code() is grpc.StatusCode.DEADLINE_EXCEEDED, f"the status is {error.code()}")


def compression_is_refused(service):
    body = lambda: service.unary_call(script(payload=100_000), timeout=DEADLINE, compression=grpc.Compression.Gzip)
    error = failure(body)
    expect(error.code() is grpc.StatusCode.UNIMPLEMENTED, f"the status is {error.code()}")


def too_large_a_request(service):
    error = failure(lambda: service.unary_call(script(payload=4_194_305), timeout=DEADLINE))
    expect(error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, f"the status is {error.code()}")


def many_at_once(service):
    calls = [service.unary_call.future(script(answer=1_000, payload=1_000), timeout=DEADLINE) for _ in range(500)]
    expect(all(len(call.result()) == 1_000 for call in calls), "not the size that was asked for")


def long_streams(service):
    """Far more than all windows hold goes each way."""
    requests = (scripts(script(answer=60_000, payload=60_000)) for _ in range(500))
    expect(sum(len(answer) for answer in service.duplex_call(requests, timeout=DEADLINE)) == 30_000_000, "not all came")


CASES = [
    empty_unary, large_unary, client_streaming, server_streaming, ping_pong, empty_stream, custom_metadata,
    status_code_and_message, special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin,
    cancel_after_first_response, timeout_on_sleeping_server, compression_is_refused, too_large_a_request, many_at_once,
    long_streams,
]  # fmt: skip


def channel(address, tls):
    options = [("grpc.max_receive_message_length", 8_388_608)]
    if tls is None:
        return grpc.insecure_channel(address, options=options)
    folder = pathlib.Path(tls)
    credentials = grpc.ssl_channel_credentials(
        *((folder / name).read_bytes() for name in ("root.pem", "key.pem", "certificate.pem"))
    )
    return grpc.secure_channel(address, credentials, options=options)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--tls")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    failed = False
    with channel(options.address, options.tls) as opened:
        service = Service(opened)
        for case in CASES:
            if options.cases and case.__name__ not in options.cases:
                continue
            try:
                case(service)
                print(f"{case.__name__}: passed", flush=True)
            except Exception:  # Whatever a case throws is its failure.
                failed = True
                print(f"{case.__name__}: FAILED\n{traceback.format_exc()}", flush=True)
    sys.exit(1 if failed else 0)


main()
