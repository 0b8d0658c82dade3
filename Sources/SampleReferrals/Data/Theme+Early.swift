/// About children before birth and before they speak.
extension Theme {
  static let infant = Theme(
    ["N1", "N3", "N4", "N4"], isOfTheVeryYoung: true,
    narratives: [
      "{child} was asleep in the pushchair at ten at night outside a pub on {street}.",
      "Weight has dropped by two lines of the chart since the last visit, and the next one was missed.",
      "{carer} is alone with the children through the week and says that the crying is hard to bear.",
      "The feeds that {parent} described are fewer than {child} needs at this age.",
      "{child} was handled gently throughout, and smiled back.",
      "There were cigarette ends and loose tablets at the height of {child}'s hands.",
      "{adult} picked {child} up roughly, and put {child} down again when spoken to.",
      "A safe place to sleep was talked through, and a cot has been asked for from a charity.",
    ],
    statements: [
      .fact("Two visits and one immunisation were missed this year."),
      .observed("{child}'s nappy was heavy, and the skin under it was red but not broken."),
      .observed("{child} reached for {carer}, was picked up and calmed down at once."),
      .reported("{carer} said that the cot was sold, and that {child} sleeps on the sofa."),
      .alleged("A neighbour says that {child} is left to cry for an hour and more."),
      .opinion("{carer} is worn out rather than careless."),
    ])

  static let unborn = Theme(
    ["N1", "N3", "N4", "N0"], isOfTheVeryYoung: true,
    narratives: [
      "{carer} booked late, at the end of the fifth month, and has kept two of six appointments since.",
      "There is no cot and no clothes yet, and the room is let only until the birth.",
      "An older child of {carer} lives with a relative under an order of another authority.",
      "{adult} came along to the last scan and answered most of the questions.",
      "{carer} would like help and asked for the same midwife each time.",
      "Drink was talked about openly: it has stopped since the second month, {carer} says.",
    ],
    statements: [
      .fact("Two of six appointments before the birth were kept."),
      .observed("{adult} did not leave the room when {carer} was asked to be seen alone."),
      .reported("{carer} said that this time everything should be different."),
      .alleged("A relative says that {adult} is not allowed near children."),
      .opinion("A plan before the birth is needed, and {carer} would work with it."),
    ])
}
