-- Nearly every child has three match tokens at most. Each of these stands in a B-tree, which is made in a third of the time of
-- an inverted index and takes two thirds of its room; an inverted one holds the fourth and those behind it.
set local role cairn_owner;

-- The inverted indexes that live generations have stay with them: a server of the version before may still search by them.
delete from cairn.projection_index where table_name = 'case_document' and suffix = 'match';
insert into cairn.projection_index values
  ('case_document', 'match_1', 'btree', '((match_tokens[1])) where match_tokens[1] is not null'),
  ('case_document', 'match_2', 'btree', '((match_tokens[2])) where match_tokens[2] is not null'),
  ('case_document', 'match_3', 'btree', '((match_tokens[3])) where match_tokens[3] is not null'),
  ('case_document', 'match_more', 'gin', '((match_tokens[4:])) with (fastupdate = off) where match_tokens[4] is not null');

-- The live rows of the cases that have one of these tokens. The planner, who knows nothing of tokens, takes rows that meet
-- such a condition for many, and would read the whole table in the order of something else or with helpers.
create function cairn.cases_sharing(tokens bigint[])
  returns table (case_id uuid, referral_id uuid, joined_into uuid, match_tokens bigint[])
  language plpgsql stable rows 10
  set search_path = pg_catalog, pg_temp set max_parallel_workers_per_gather = 0
as $$
declare
  live_generation constant integer := (select generation from cairn.projection where name = 'cases' and live);
begin
  return query
    select document.case_id, document.referral_id, document.joined_into, document.match_tokens
      from cairn.case_document as document
     where document.generation = live_generation
       and (document.match_tokens[1] = any(tokens) or document.match_tokens[2] = any(tokens)
            or document.match_tokens[3] = any(tokens)
            or document.match_tokens[4] is not null and document.match_tokens[4:] && tokens);
end
$$;
revoke execute on function cairn.cases_sharing(bigint[]) from public;
grant execute on function cairn.cases_sharing(bigint[]) to cairn_server;

-- The indexes that a generation is to have and lacks. One that was begun before one of its projection's tables was there has
-- none of that. By cairn.index_generation a rebuild of the version before makes them that is still under way.
create function cairn.lacking_indexes(projection_name text, projection_generation integer)
  returns table (table_name text, suffix text)
  language sql stable set search_path = pg_catalog, pg_temp
as $$
  select wanted.table_name, wanted.suffix
    from cairn.projection_table as owned join cairn.projection_index as wanted using (table_name)
   where owned.name = projection_name
     and to_regclass(format('cairn.%I', table_name || '_g' || projection_generation)) is not null
     and to_regclass(format('cairn.%I', table_name || '_g' || projection_generation || '_' || wanted.suffix)) is null
   order by 1, 2
$$;
revoke execute on function cairn.lacking_indexes(text, integer) from public;
grant execute on function cairn.lacking_indexes(text, integer) to cairn_server;
grant select on cairn.projection_index to cairn_server;

-- Makes one of them. Who comes while another makes it waits, and finds it: also behind somebody who was killed, whose session
-- goes on by itself. And no more is locked than must be: CREATE INDEX would wait for writers also where it finds the index.
create function cairn.make_index(indexed_table text, index_suffix text, projection_generation integer)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  partition constant text := indexed_table || '_g' || projection_generation;
  index_name constant text := partition || '_' || index_suffix;
  wanted record;
begin
  perform pg_advisory_xact_lock(hashtextextended('cairn index ' || index_name, 0));
  select method, definition into strict wanted
    from cairn.projection_index where table_name = indexed_table and suffix = index_suffix;
  if to_regclass(format('cairn.%I', index_name)) is null then
    execute format('create index %I on cairn.%I using %s %s', index_name, partition, wanted.method, wanted.definition);
  end if;
end
$$;
revoke execute on function cairn.make_index(text, text, integer) from public;
grant execute on function cairn.make_index(text, text, integer) to cairn_server;

-- What is live and what is to be. Readers and writers wait while it is done, about a second for a million rows.
select cairn.make_index(lacking.table_name, lacking.suffix, one.generation)
  from cairn.projection as one
 cross join lateral cairn.lacking_indexes(one.name, one.generation) as lacking
 where not one.scratch
   and not exists (
         select from cairn.projection as other
          where other.name = one.name and other.live and other.generation > one.generation
       );

reset role;
