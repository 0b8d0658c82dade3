/// A method of a service: what is asked, what is answered, and the path that names it on the wire.
package struct Method<Request: Message, Response: Message>: Hashable, Sendable {
  /// As gRPC writes it: "/cairn.v1.CaseService/GetCase".
  package let path: String
  /// How many messages go each way.
  package let kind: MethodKind

  /// Names a method.
  package init(path: String, kind: MethodKind = .unary) {
    self.path = path
    self.kind = kind
  }
}
