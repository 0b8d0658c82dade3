-- What agencies decided to share or to withhold, to be listed for their data-protection officers. Owned by the stream of the case,
-- in whose document the decisions stand.
set local role cairn_owner;

create table cairn.sharing_decision (
  generation     integer not null,
  decision_id    uuid not null,
  case_id        uuid not null,
  -- Who decided.
  agency_id      text not null,
  outcome        integer not null,
  recorded_at_us bigint not null,
  primary key (generation, decision_id)
) partition by list (generation);
create index sharing_decision_all on cairn.sharing_decision (generation, recorded_at_us, decision_id);
create index sharing_decision_agency on cairn.sharing_decision (generation, agency_id, recorded_at_us, decision_id);
create index sharing_decision_case on cairn.sharing_decision (generation, case_id);

-- By which the cases of a referral are found, when they are closed to somebody.
create index case_document_referral on cairn.case_document (generation, referral_id);

-- By which those are found that nobody has answered by their time.
create index information_request_silent on cairn.information_request (generation, due_at_us) where state = 1;

insert into cairn.projection_table values ('cases', 'sharing_decision');
grant select, insert, update, delete on cairn.sharing_decision to cairn_server;

reset role;
