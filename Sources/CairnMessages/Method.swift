/// A method of a service: its path on the wire, and what goes in and out.
package struct Method<Request: Message, Response: Message>: Sendable {
  /// "/cairn.v1.CaseService/GetCase"
  package let path: String

  /// A method at a path.
  package init(path: String) { self.path = path }
}
