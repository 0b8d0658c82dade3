internal import ArgumentParser

/// `cairn agreement`
struct AgreementCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "Draft, sign and watch the agreements by which agencies share: what they sign is what the hub does.",
    discussion: """
      An agreement from draft to force:
        cairn agreement draft examples/agreements/local-hub.json --as hub/data-protection-officer
        cairn agreement key --out met.key > met.pem                       each agency, once
        cairn agency signing-key met met.pem                              the hub's operator, once
        cairn agreement show kingsmere-mash --as met/data-protection-officer
        cairn agreement sign kingsmere-mash --key met.key --as met/data-protection-officer

      It is in force once every party has signed and its first day has come. A new version is drafted in the same way: until \
      everybody has signed it, the version before stays in force.
      """,
    subcommands: [
      AgreementDraft.self, AgreementKey.self, AgreementSign.self, AgreementShow.self, AgreementList.self,
      AgreementDiff.self, AgreementSimulate.self, AgreementExport.self, AgreementSuspend.self, AgreementResume.self,
      AgreementEnd.self,
    ])
}
