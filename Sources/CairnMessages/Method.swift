/// A method of a service: what is asked, what is answered, and the path that names it on the wire.
package struct Method<Request: Message, Response: Message>: Hashable, Sendable {
  /// As gRPC writes it: "/cairn.v1.CaseService/GetCase".
  package let path: String

  /// Names a method.
  package init(path: String) {
    self.path = path
  }
}
