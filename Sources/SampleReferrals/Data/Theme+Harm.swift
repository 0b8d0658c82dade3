/// What is done to children, or not done for them.
extension Theme {
  static let neglect = Theme(
    ["N1"],
    narratives: [
      "{child} has come in the same clothes for most of the week, and they are damp and smell of smoke.",
      "Lunch is often the first meal of {their} day, and {child} asks for what others leave.",
      "Two dental appointments and a review with the health visitor were missed without a message.",
      "The flat on {street} has no working heating, and the children share one mattress in the front room.",
      "Messages to {carer} are seldom answered; when they are, {parent} is friendly and promises to come in.",
      "There was a similar pattern last winter, which got better for a while with support and then came back.",
      "{child} falls asleep in the afternoon and says that {sibling} wakes at night.",
    ],
    statements: [
      .fact("Attendance since September is 71 %, and {child} was late on 19 days."),
      .observed("{child} wore summer shoes with wet socks and had no coat. It was 4 degrees outside."),
      .observed(
        "The kitchen had bread, juice and one tin. The sink was full, and the bin had not been emptied for days."),
      .reported("{child} said that {sibling} and {child} make their own tea when {parent} is asleep."),
      .alleged("{carer} is said to be out on most evenings while the children are alone."),
      .opinion("The care has slipped over some months, more than on any one day."),
    ])

  static let domesticAbuse = Theme(
    ["N1", "N1", "N5"],
    narratives: [
      "Police were called to {street} after neighbours heard shouting and something breaking.",
      "The children were upstairs and awake. {child} had put a chair against the door.",
      "{carer} did not want to make a statement, and asked that {adult} is not told who rang.",
      "It is the third call to this address in five months, each time after an argument between the same adults.",
      "{adult} had left before anybody came and has not been spoken to yet.",
      "A neighbour has offered to take {child} and {sibling} in for the night if it happens again.",
      "{Parent} says that it has become worse since the summer and mostly about money.",
    ],
    statements: [
      .fact("Three calls to the address are on record since June, none of which led to a charge."),
      .observed("A door in the hall was off its hinge, and there was broken crockery on the kitchen floor."),
      .observed("{child} stood at the top of the stairs with {sibling}, quiet, and watched who came in."),
      .reported("{child} said: when they shout I turn the telly up so that {sibling} can't hear."),
      .alleged("{adult} is said to check {carer}'s phone and to hold the bank card."),
      .reported("{carer} said that it was only words this time, and that the children had slept through."),
      .opinion("{carer} seemed afraid to speak while {adult} was in the next room."),
    ])

  static let injury = Theme(
    ["N1"], ages: 4...15,
    narratives: [
      "A mark was noticed on {child}'s arm while changing for sports.",
      "The explanation that {carer} gave differs from what {child} said first.",
      "{child} was seen by a doctor on the same day, who found nothing that needed treatment.",
      "The family came in late: by {parent}'s own account it happened the day before.",
      "There is one earlier visit with a small injury, which was put down to a fall at that time.",
      "{Parent} was open with staff and agreed that this referral is made.",
    ],
    statements: [
      .observed("A bruise the size of a coin on the left forearm, yellow at its edge. A body map was filled in."),
      .reported("{child} said that it was from the swing, and later that {adult} had pulled too hard."),
      .reported("{carer} said that {child} fell off the sofa on to a toy."),
      .fact("An earlier visit with a graze is on record, eight months before."),
      .opinion("The account is possible, but it does not explain why nobody was asked for help that day."),
    ])

  static let missing = Theme(
    ["N1", "N6", "N6"], ages: 11...17,
    narratives: [
      "{child} has been reported missing four times since the holidays, twice overnight.",
      "A new phone and new trainers were noticed that nobody at home can account for.",
      "{child} is picked up near {street} by somebody older in a car that is not known to the family.",
      "School work has dropped, and {their} old friends say that they hardly see {child} any more.",
      "{carer} is worried, rings round every time and has asked for help before.",
      "{child} would not say where the nights were spent, and became angry when asked again.",
      "A return-home talk was offered twice and turned down twice.",
    ],
    statements: [
      .fact("Reported missing on four dates; found by officers once, came home alone three times."),
      .observed("{child} got out of a grey car at the corner of {street} at a quarter past eight."),
      .reported("{child} said: I'm fine, I've got friends who look after me."),
      .alleged("A pupil says that {child} carries parcels for an older group at the station."),
      .reported("{carer} said that {child} comes home tired and hungry and sleeps all day."),
      .opinion("The pattern fits with somebody older having a hold over {child}."),
    ])
}
