package import CairnMessages

/// What a command or a query says of who sends it.
package protocol ActingContext {
  /// UUID text.
  var actingPerson: String { get }
  var role: Role { get }
  var purpose: String { get }
}

extension CommandContext: ActingContext {}
extension QueryContext: ActingContext {}
