internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  func registerStaffQueries(in table: inout MethodTable) {
    registerReading(
      StaffServiceMethods.listStaff, in: &table, context: \.context, actor: \.actor,
      concerning: \.agencyID, validate: ListStaff.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      let name = "staff of \(query.agencyID)"
      let start = try services.pageStart(query.paging, for: name)
      let (members, hasMore) = try await services.staff(of: query.agencyID).members(
        after: start?.id, limit: query.paging.size)
      let next = hasMore ? members.last.map { PageToken(time: 0, id: $0.personID) } : nil
      let response = ListStaffResponse(
        staff: members.map(StaffMember.init), nextPageToken: services.pageToken(next, for: name))
      return Told(response: response, disclosure: Disclosure())
    }
  }
}
