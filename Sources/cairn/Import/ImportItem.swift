internal import CairnCodec
internal import CairnJSON
internal import CairnMessages

/// A line of an import that was understood, on its way.
struct ImportItem: Sendable {
  let line: LineSource.Line
  let commandID: String
  /// Its request as it is sent: what it says need not be held until it is answered.
  let encoded: [UInt8]

  /// A server takes no longer message, and ends the stream that brings one.
  private static let bytesMax = 4 << 20

  /// Reads a line as the role that imports; whose it is, the connection proves.
  ///
  /// - Throws: why it is no request.
  init(_ line: LineSource.Line, role: Role) throws(ImportReject) {
    self.line = line
    do {
      var request = try readJSON(SubmitReferralRequest.self, parsing: line.bytes)
      request.context?.role = role
      commandID = request.context?.commandID ?? ""
      encoded = encode(request)
    } catch let error as JSONSyntaxError {
      throw ImportReject(line: line, code: 3, reason: "NOT_JSON", message: "\(error)", fields: [])
    } catch let error as JSONFaults {
      throw ImportReject(
        line: line, code: 3, reason: "NO_REFERRAL", message: "the line is no SubmitReferralRequest",
        fields: error.faults.map { RefusedField(field: "", description: "\($0)", reason: "MALFORMED") })
    } catch {
      throw ImportReject(line: line, code: 3, reason: "UNREADABLE", message: "\(error)", fields: [])
    }
    guard encoded.count <= Self.bytesMax else {
      throw ImportReject(
        line: line, code: 3, reason: "TOO_LONG",
        message: "the referral takes \(encoded.count) bytes as it is sent, of at most \(Self.bytesMax)", fields: [])
    }
  }
}

/// A line that was not recorded, and why.
struct ImportReject: Error, Sendable {
  let line: LineSource.Line
  let code: Int32
  let reason: String
  let message: String
  let fields: [RefusedField]
}
