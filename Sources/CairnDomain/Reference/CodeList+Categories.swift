extension CodeList {
  /// What a piece of information is about: agreements decide by it who may be shown it.
  package static let dataCategory = CodeList(
    "data-category", "Category of data", source: RuleSource.sharing,
    [
      "identity": "who somebody is: names, dates of birth, numbers",
      "location": "where somebody lives or stays",
      "contact": "how somebody is reached",
      "household": "who belongs to a family or lives with it",
      "education": "school, attendance, learning",
      "health-summary": "health and disability in outline",
      "health-detail": "findings, treatment, what was said in confidence",
      "sexual-health": "sexual health and pregnancy",
      "police-event": "what the police were called to or recorded",
      "intelligence": "police intelligence that is not tested",
      "offender": "convictions, supervision, licence",
      "domestic-abuse-victim": "that somebody is a victim of domestic abuse, and their safety plan",
      "substance": "alcohol and drugs",
      "housing": "tenancy, homelessness, condition of the home",
      "finance": "income, benefits, debts",
      "third-party": "what somebody else said or is said to have done",
      "referrer-identity": "who made a referral",
      "childs-voice": "what the child said, felt and wants",
      "legal-privileged": "legal advice and what is prepared for a court",
      "case-progress": "the course of the case: status, rating, decisions, reasons",
    ])
}
