/// What weighs on families.
extension Theme {
  static let mentalHealth = Theme(
    ["N3", "N3", "N4"],
    narratives: [
      "{carer} has been low since the spring and has stopped going to the appointments.",
      "{child} does much of the shopping and sees to it that {sibling} gets to school.",
      "The surgery was told that the tablets ran out three weeks ago.",
      "{Parent} is loving with the children and knows that it is too much at the moment.",
      "A grandmother helped every day until she fell ill herself.",
      "{child} checks at every break whether {parent} has sent a message.",
      "The adult mental health team closed the case in March after two missed visits.",
    ],
    statements: [
      .fact("Two appointments in the last six weeks were not kept."),
      .observed("{carer} had not slept, cried while speaking and could not say what day it was."),
      .reported("{child} said that mornings are the hardest and that {sibling} cries less when {child} sings."),
      .reported("{carer} said that there is nobody who could take the children for a weekend."),
      .opinion("With help in the mornings the family would probably manage."),
    ])

  static let substances = Theme(
    ["N1", "N3", "N5"],
    narratives: [
      "{carer} came to collect {child}, was unsteady and smelt of drink.",
      "Staff kept {child} until {adult} could come, which took more than an hour.",
      "There are visitors to the home at all hours, as neighbours on {street} have told us.",
      "{Parent} worked with the recovery service last year and did well until the summer.",
      "{child} knows where the bottles are and counts them, {child} says.",
      "No substances were within the children's reach when we visited.",
    ],
    statements: [
      .observed("{carer}'s speech was slurred, and {parent} held on to the gate."),
      .fact("The recovery service closed its work with {carer} in July, after a planned end."),
      .reported("{child} said: I know it's a bad day when the curtains are shut."),
      .alleged("A caller says that {adult} deals from the address."),
      .opinion("{carer} wants to stop and is more open about it than a year ago."),
    ])

  static let home = Theme(
    ["N4", "N7", "N7"],
    narratives: [
      "The family lives in one room of a hotel on {street} since they lost their flat.",
      "There is a notice to leave at the end of the month, and no answer yet on where to.",
      "The money was stopped after a form was sent to the old address.",
      "{child} does {their} homework on the bathroom floor, where the light is.",
      "{carer} goes without meals so that the children have theirs, and says so without complaint.",
      "A food parcel and a top-up for the meter were given on the day.",
      "The walls are black with damp, and {sibling} has been coughing since October.",
    ],
    statements: [
      .fact("A notice to quit was served and runs out in 24 days."),
      .observed("Four people share one room with two beds. There is no place to cook."),
      .reported("{carer} said that the meter is topped up with two pounds at a time."),
      .reported("{child} said that it is embarrassing to bring friends home."),
      .opinion("Nothing about the parents' care worries us; their circumstances do."),
    ])

  static let disability = Theme(
    ["N2"],
    narratives: [
      "{child} needs help with washing, dressing and eating, and has outgrown the equipment at home.",
      "{carer} has cared for {child} alone since {adult} began to work away.",
      "Nights are broken: by {parent}'s own count {child} wakes five or six times.",
      "The short breaks stopped when the provider closed, and nothing has taken their place.",
      "At home {sibling} helps without being asked, and has begun to miss clubs.",
      "The plan was last reviewed more than a year ago.",
    ],
    statements: [
      .fact("The last review of the plan is dated fourteen months ago."),
      .observed("{carer} lifted {child} from the chair without a hoist, in a hall too narrow for one."),
      .reported("{carer} said that three hours' sleep in a row would be a holiday."),
      .opinion("An assessment of what {parent} needs as a carer is overdue."),
    ])

  static let conflict = Theme(
    ["N5", "N5", "N6"], ages: 3...17,
    narratives: [
      "The parents have lived apart for a year and no longer speak to each other except through {child}.",
      "{child} goes between two homes with two sets of rules and says that neither is right.",
      "{adult} has twice kept {child} longer than agreed; the second time police were asked to look in.",
      "There is an order about when {child} is where, which both read differently.",
      "{child} has begun to hit out at {sibling} and at others in class.",
      "Both have been offered mediation, and {carer} would go.",
    ],
    statements: [
      .fact("A child arrangements order was made in April."),
      .reported("{child} said: I wish they would just write to each other."),
      .alleged("{carer} says that {adult} tells {child} what to say to the social worker."),
      .observed("At the gate both adults held one of {child}'s hands and shouted over {their} head."),
      .opinion("The quarrel has become louder than anything that is wrong in either home."),
    ])

  static let absence = Theme(
    ["N8", "N8", "N4"], ages: 8...17,
    narratives: [
      "{child} has lived with {adult} since the summer; nobody was told, and no arrangement was written down.",
      "{carer} went abroad to look after a relative and was due back two months ago.",
      "A phone call comes on Sundays, and some money when there is some.",
      "{adult} would keep {child} but cannot sign for school or the dentist.",
      "{child} arrived in the country this year and is still learning how things work here.",
      "There was nobody at home on any of our three visits.",
    ],
    statements: [
      .fact("Three visits on different days found nobody in."),
      .reported("{child} said that {carer} will be back soon, and did not know when."),
      .reported("{adult} said: nobody asked me, but where else should {child} go?"),
      .opinion("The placement looks warm, and needs to be put on a proper footing."),
    ])
}
