internal import EventLog
internal import EventLogTestSupport
internal import Testing

@Suite struct InMemoryLogStoreTests {
  @Test(arguments: LogStoreContract.cases)
  func keepsTheContract(_ contractCase: LogStoreContract.Case) async throws {
    let store = InMemoryLogStore(logID: Samples.id(1, kind: 0x1))
    try await contractCase.run { store }
  }
}
