-- In how many places of a case a glass was broken that nobody has reviewed yet, so that a worklist can show what is owed. A number says
-- nothing of a person.
set local role cairn_owner;

alter table cairn.case_document
  add column reviews_owed integer not null default 0;
create index case_document_reviews on cairn.case_document (generation, case_id) where reviews_owed > 0;

reset role;
