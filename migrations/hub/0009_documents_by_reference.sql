-- A row whose document is NULL shows what the event says that opened its stream: nothing is kept twice, and what can be
-- read of it ends with that event's keys. The columns stay, for the server of the version before that may still run.
set local role cairn_owner;

alter table cairn.case_document alter column sealed drop not null;
alter table cairn.referral_document alter column key_id drop not null;
alter table cairn.referral_document alter column sealed drop not null;

reset role;
