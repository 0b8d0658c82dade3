internal import ArgumentParser
internal import RPC

/// How the server is spoken to.
struct DialectOptions: ParsableArguments {
  @Option(help: "What is spoken: frames, Cairn's own protocol, or grpc. The server understands both on every socket.")
  var dialect = Dialect.frames
}

extension Dialect: ExpressibleByArgument {}
