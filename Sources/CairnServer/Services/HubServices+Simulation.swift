internal import CairnDomain
internal import CairnMessages
internal import Libpq
internal import Projections
internal import RPC

extension HubServices {
  func registerSimulation(in table: inout MethodTable) {
    registerReading(
      AgreementServiceMethods.simulateAgreement, in: &table, context: \.context, actor: \.actor,
      validate: SimulateAgreement.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      Told(response: try await services.simulate(query), disclosure: Disclosure())
    }
  }

  private static let dayMicroseconds: Int64 = 86_400_000_000

  private func simulate(_ query: SimulateAgreement) async throws(RPCError) -> SimulateAgreementResponse {
    let policy = try await policy()
    do throws(PostgresError) {
      var simulation = AgreementSimulation()
      let from = now() - Int64(query.days) * Self.dayMicroseconds
      let reached = try await accesses.look(through: from) { simulation.add($0) }
      let holders = [AgencyID.hub] + (try await agencies.list()).compactMap { AgencyID($0.agencyID) }
      return SimulateAgreementResponse(
        answerCount: simulation.answerCount, fromUs: reached,
        changes: simulation.changes(from: policy, to: policy.replacing(query.agreement), holders: holders))
    } catch {
      throw Self.unavailable(error)
    }
  }
}
