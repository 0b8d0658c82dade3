-- Where in the log stands who may look into which case, and which cases speak of each other: a server reads it all when it starts,
-- and need not go through the rest.
set local role cairn_owner;

create index event_protection on cairn.event (position)
  where type in (
    'cairn.v1.AccessEnded', 'cairn.v1.AccessGranted', 'cairn.v1.CaseSealed', 'cairn.v1.CaseUnsealed',
    'cairn.v1.CaseJoined', 'cairn.v1.CaseLinked', 'cairn.v1.CategoriesSealed', 'cairn.v1.ContributionSealed',
    'cairn.v1.GlassBroken', 'cairn.v1.GlassReviewed', 'cairn.v1.ReferralAttached', 'cairn.v1.SealReleased');

reset role;
