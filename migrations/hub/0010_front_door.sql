-- What a hub's front door needs beside the documents: when a clock runs out, what identifies a child exactly, which case goes
-- on in place of another, and each agency's inbox. Of all this only keyed tokens speak of a person, and only to who has the key.
set local role cairn_owner;

alter table cairn.case_document
  -- When the next clock runs out of which that is not on record.
  add column alarm_at_us bigint,
  -- The case that goes on in place of this one.
  add column joined_into uuid,
  -- Of identifiers, and of name, birth and postcode; the kind in the lowest three bits.
  add column match_tokens bigint[] not null default '{}';
create index case_document_alarm on cairn.case_document (generation, alarm_at_us) where alarm_at_us is not null;
create index case_document_joined on cairn.case_document (generation, joined_into) where joined_into is not null;
-- A list of pending entries would be read whole by every search.
create index case_document_match on cairn.case_document using gin (match_tokens) with (fastupdate = off);

alter table cairn.referral_document
  add column alarm_at_us bigint;
create index referral_document_alarm on cairn.referral_document (generation, alarm_at_us) where alarm_at_us is not null;

-- Owned by the stream of the case. What is asked stands in the case's document.
create table cairn.information_request (
  generation integer not null,
  request_id uuid not null,
  case_id    uuid not null,
  agency_id  text not null,
  state      integer not null,
  due_at_us  bigint not null,
  primary key (generation, request_id)
) partition by list (generation);
create index information_request_inbox on cairn.information_request (generation, agency_id, due_at_us, request_id);
create index information_request_case on cairn.information_request (generation, case_id);

insert into cairn.projection_table values ('cases', 'information_request');
grant select, insert, update, delete on cairn.information_request to cairn_server;

-- As before, but for generations that were begun before one of their projection's tables was there.
create or replace function cairn.drop_generation(projection_name text, old_generation integer)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  owned text;
begin
  perform pg_advisory_xact_lock(hashtextextended('cairn projection ' || projection_name, 0));
  delete from cairn.projection where name = projection_name and generation = old_generation and not live;
  if not found then
    return false;
  end if;
  for owned in select table_name from cairn.projection_table where name = projection_name loop
    execute format('drop table if exists cairn.%I', owned || '_g' || old_generation);
  end loop;
  return true;
end
$$;

reset role;
