-- What only queries look for is indexed when a generation has been filled: an index that is made in one go costs a fraction
-- of one that grows row by row, and a generation that is only compared needs none. What folding itself looks up keeps its
-- index on the parent table, and thus in every generation from the start; so does what few rows have, which costs nothing.
set local role cairn_owner;

-- The indexes that a filled generation gets in each of its tables.
create table cairn.projection_index (
  table_name text not null,
  suffix     text not null,
  method     text not null,
  -- What follows the method in CREATE INDEX.
  definition text not null,
  primary key (table_name, suffix)
);
insert into cairn.projection_index values
  ('case_document', 'due', 'btree', '(due_at_us, case_id)'),
  ('case_document', 'received', 'btree', '(received_at_us, case_id)'),
  ('case_document', 'alarm', 'btree', '(alarm_at_us) where alarm_at_us is not null'),
  ('case_document', 'reviews', 'btree', '(case_id) where reviews_owed > 0'),
  ('case_document', 'match', 'gin', '(match_tokens) with (fastupdate = off)'),
  ('information_request', 'inbox', 'btree', '(agency_id, due_at_us, request_id)'),
  ('information_request', 'silent', 'btree', '(due_at_us) where state = 1'),
  ('referral_document', 'received', 'btree', '(agency_id, received_at_us desc, referral_id)'),
  ('referral_document', 'alarm', 'btree', '(alarm_at_us) where alarm_at_us is not null'),
  ('sharing_decision', 'all', 'btree', '(recorded_at_us, decision_id)'),
  ('sharing_decision', 'agency', 'btree', '(agency_id, recorded_at_us, decision_id)');

drop index
  cairn.case_document_due, cairn.case_document_received, cairn.case_document_alarm, cairn.case_document_reviews,
  cairn.case_document_match, cairn.information_request_inbox, cairn.information_request_silent,
  cairn.referral_document_received, cairn.referral_document_alarm, cairn.sharing_decision_all,
  cairn.sharing_decision_agency;

-- Makes those of one method that are not there yet. Who comes while another makes them waits, and finds them: also behind
-- somebody who was killed, whose session goes on by itself.
create function cairn.index_generation(projection_name text, projection_generation integer, index_method text)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  wanted record;
begin
  perform pg_advisory_xact_lock(
    hashtextextended('cairn index ' || index_method || ' ' || projection_name || ' ' || projection_generation, 0));
  for wanted in
    select table_name || '_g' || projection_generation as partition, suffix, definition
      from cairn.projection_table join cairn.projection_index using (table_name)
     where name = projection_name and method = index_method
     order by table_name, suffix
  loop
    -- A generation that was begun before one of its projection's tables was there has none of it. And no more is locked than
    -- must be: CREATE INDEX would wait for writers also where it finds the index.
    if to_regclass(format('cairn.%I', wanted.partition)) is not null
      and to_regclass(format('cairn.%I', wanted.partition || '_' || wanted.suffix)) is null
    then
      execute format(
        'create index %I on cairn.%I using %s %s', wanted.partition || '_' || wanted.suffix, wanted.partition,
        index_method, wanted.definition);
    end if;
  end loop;
end
$$;
revoke execute on function cairn.index_generation(text, integer, text) from public;
grant execute on function cairn.index_generation(text, integer, text) to cairn_server;

-- What is live and what is to be. Readers and writers wait while it is done, some seconds for a million rows.
select cairn.index_generation(name, generation, method)
  from cairn.projection as one cross join (values ('btree'), ('gin')) as methods (method)
 where not scratch
   and not exists (
         select from cairn.projection as other
          where other.name = one.name and other.live and other.generation > one.generation
       );

reset role;
