internal import Foundation

/// What a fuzzer tries: bytes in, and no crash.
private let targets: [String: @Sendable (UnsafeRawBufferPointer) -> Void] = [
  "frames": FuzzFrames.run, "frame-connection": FuzzFrameConnection.run, "gate": FuzzGate.run,
  "headers": FuzzHeaders.run, "grpc-connection": FuzzGRPCConnection.run, "log-entry": FuzzLogEntry.run,
]

private let target: @Sendable (UnsafeRawBufferPointer) -> Void = {
  let name = ProcessInfo.processInfo.environment["CAIRN_FUZZ_TARGET"] ?? ""
  guard let target = targets[name] else {
    // Who starts it has to choose; libFuzzer gives no other way to say so.
    fatalError("CAIRN_FUZZ_TARGET names one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// libFuzzer's way in.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}
