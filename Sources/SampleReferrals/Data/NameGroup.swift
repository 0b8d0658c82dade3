/// Names that go together, with the ethnicity codes of children who bear them.
final class NameGroup: Sendable {
  /// Codes of the reference data.
  let ethnicities: [String]
  let girls: [String]
  let boys: [String]
  /// Each with a second part that no family has, so that nobody takes the people for real ones.
  let families: [String]

  private init(_ ethnicities: String, girls: String, boys: String, families: String) {
    self.ethnicities = Self.words(ethnicities)
    self.girls = Self.words(girls)
    self.boys = Self.words(boys)
    self.families = Self.words(families).flatMap { family in Self.marks.map { "\(family)-\($0)" } }
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  private static let marks = words("Sample Specimen Testcase Example Mockup Fiction Placeholder Invented")

  /// The weights follow roughly who is referred in England.
  static let all = Weighted<NameGroup>([
    (
      56,
      NameGroup(
        "WBRI WBRI WBRI WBRI WBRI WBRI WBRI NOBT",
        girls: "Amelia Olivia Ivy Poppy Evie Lily Grace Ruby Chloe Megan Holly Daisy Ellie Jessica Kayleigh Zoë",
        boys: "Noah Oliver George Archie Alfie Jack Tyler Callum Harvey Jayden Riley Connor Lewis Mason Kieran Toby",
        families: "Smith Jones Taylor Brown Davies Evans Walker Wright Turner Hughes Baker Cooper Ward Hill Parker")
    ),
    (
      3,
      NameGroup(
        "WIRI WIRT WIRT", girls: "Aoife Niamh Saoirse Bridget Róisín Kathleen",
        boys: "Oisín Cian Patrick Declan Fionn Miley", families: "Murphy Doyle Ward McDonagh Gallagher Byrne")
    ),
    (
      7,
      NameGroup(
        "WOTH WOTH WOTH WROM", girls: "Zofia Maja Oliwia Ioana Andreea Elena Viktorija Daria",
        boys: "Jakub Szymon Łukasz Andrei Matei Ionuț Dominykas Milan",
        families: "Kowalski Nowak Wiśniewski Popescu Ionescu Balan Petrov Horvat")
    ),
    (
      6,
      NameGroup(
        "APKN APKN APKN NOBT", girls: "Aisha Zainab Maryam Hafsa Iqra Noor",
        boys: "Hamza Bilal Zayn Ibrahim Usman Ayaan",
        families: "Khan Hussain Ahmed Malik Mahmood Akhtar")
    ),
    (
      4,
      NameGroup(
        "ABAN ABAN AOTH", girls: "Tasnim Nusrat Sadia Farhana Jannat", boys: "Rahim Tanvir Arif Nayeem Sakib",
        families: "Begum Miah Rahman Islam Chowdhury")
    ),
    (
      3,
      NameGroup(
        "AIND AIND AOTH", girls: "Anaya Diya Priya Simran Meera", boys: "Arjun Rohan Harpreet Vihaan Dev",
        families: "Patel Singh Kaur Sharma Nair")
    ),
    (
      7,
      NameGroup(
        "BAFR BAFR BAFR BOTH", girls: "Amara Chidinma Folake Abena Efua Hodan Fartun Sahra",
        boys: "Chinedu Tobi Kwame Kofi Yusuf Abdi Emeka Liban",
        families: "Okafor Adeyemi Mensah Boateng Osei Warsame Farah Eze")
    ),
    (
      4,
      NameGroup(
        "BCRB BCRB MWBC", girls: "Shanice Tia Renée Aaliyah Kezia", boys: "Jerome Malachi Tyrese Isaiah Dante",
        families: "Campbell Grant Bailey Francis Morgan")
    ),
    (
      6,
      NameGroup(
        "MWBC MWBA MWAS MOTH", girls: "Maya Leila Jasmine Skye Amelie Nia", boys: "Leo Kai Reuben Zac Elijah Jude",
        families: "Reid Bennett Cole Foster Marsh Obi")
    ),
    (
      2,
      NameGroup(
        "CHNE", girls: "Mei Xinyi Yuting Grace", boys: "Hao Zihan Jun Daniel", families: "Chen Wong Zhang Lam")
    ),
    (
      4,
      NameGroup(
        "OOTH OOTH REFU WOTH", girls: "Rojin Dilan Yasmin Shirin Selin", boys: "Baran Azad Emre Karim Omid",
        families: "Yilmaz Demir Hassan Karimi Sherzad")
    ),
  ])
}
