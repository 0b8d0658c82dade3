/// Sentences that fit with every theme.
struct CommonFragments: Sendable {
  let openings: [Fragment]
  let middles: [Fragment]
  let closings: [Fragment]
  let statements: [StatementFragment]

  static let all = CommonFragments(
    openings: [
      "We are concerned about {child} and make this referral with {parent}'s knowledge.",
      "We are concerned about {child} and have not told the family yet, because it could make things worse.",
      "This follows a call on the afternoon of the same day.",
      "I am writing about {child}, whom I have known for about two years.",
      "Several small things about {child} have come together that worry us taken as a whole.",
      "Please look at this with what you may hold already on the family at {street}.",
      "Referral after a meeting in which all who know {child} agreed that the threshold may be met.",
      "This was seen today and written down at once.",
    ].map(Fragment.init),
    middles: [
      "{carer} was told that we would share this and did not object.",
      "{adult} is around the home at times; we do not know since when or how often.",
      "We have no working number for {adult}.",
      "English is not {parent}'s first language, and an interpreter was used.",
      "{child} has a good relationship with one member of staff, who could be there when somebody speaks to {child}.",
      "The family has moved twice in a year, and records may still be on their way.",
      "We have spoken with our own lead for safeguarding, who agrees.",
      "There is a dog in the home, which was shut away when we came.",
      "We have asked the school and the health visitor what they know, and have heard from neither yet.",
      "Nobody outside the family sees {child} at weekends or in the holidays.",
      "An offer of early help was made in the spring, and the family said no.",
      "It is not clear who has parental responsibility besides {carer}.",
      "The grandparents live close by and are a great help.",
      "{child} likes football and drawing and spoke freely about both.",
      "Some of this comes from others, and we have marked what we saw ourselves.",
    ].map(Fragment.init),
    closings: [
      "We ask for a decision on what happens next.",
      "Please ring before you write to the home address.",
      "We would be glad to take part in any discussion.",
      "We will go on seeing {child} on weekdays and will tell you of anything new.",
      "{child} is at home tonight, and we think that all is safe until tomorrow.",
      "{child} would like to be told what happens.",
      "Our notes can be sent on request.",
      "Please find out what others know.",
    ].map(Fragment.init),
    statements: [
      .observed("{child} was clean, talkative and well dressed on the day."),
      .reported("{carer} said that everything is fine at home and that people should mind their own business."),
      .reported("A member of staff said that {child} has become quieter over the term."),
      .fact("The family has been registered at the present address for less than a year."),
      .alleged("An anonymous caller said that {child} is shouted at on most nights."),
      .opinion("{child} trusts the adults at school and would probably talk to them."),
      .observed("{adult} answered the door and said that {carer} was not in, though a voice could be heard."),
      .fact("{child} is not known to this service under another name."),
    ])

  /// Those that say nothing of what only an older child does.
  static let ofTheVeryYoung = CommonFragments(
    openings: all.openings.filter { !$0.namesChild }, middles: all.middles.filter { !$0.namesChild },
    closings: all.closings.filter { !$0.namesChild }, statements: all.statements.filter { !$0.text.namesChild })
}
