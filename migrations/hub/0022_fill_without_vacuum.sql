-- While a generation is filled, nothing in it is to be cleared away. Who vacuumed it all the same would be in the way of its
-- indexes, which wait for the table, and would be stopped for them after a second. It is vacuumed from when it is analysed,
-- which is the last thing before it goes live.
set local role cairn_owner;

create or replace function cairn.begin_generation(projection_name text, projection_form integer, is_scratch boolean)
  returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  begun integer;
  owned text;
begin
  perform pg_advisory_xact_lock(hashtextextended('cairn projection ' || projection_name, 0));
  select coalesce(max(generation), 0) + 1 into begun from cairn.projection where name = projection_name;
  insert into cairn.projection (name, generation, form, scratch)
    values (projection_name, begun, projection_form, is_scratch);
  for owned in select table_name from cairn.projection_table where name = projection_name loop
    execute format('create table cairn.%I (like cairn.%I including defaults including constraints including storage)
                    with (toast_tuple_target = 8160, autovacuum_enabled = false)',
                   owned || '_g' || begun, owned);
    execute format('alter table cairn.%I attach partition cairn.%I for values in (%s)',
                   owned, owned || '_g' || begun, begun);
    execute format('grant select, insert, update, delete on cairn.%I to cairn_server', owned || '_g' || begun);
  end loop;
  return begun;
end
$$;

-- With a third of the usual sample: that there are rows, and about how they lie, is enough to begin with, and whoever rebuilds
-- waits for it.
create or replace function cairn.analyze_generation(projection_name text, projection_generation integer)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set default_statistics_target = 30
as $$
declare
  owned text;
begin
  for owned in select table_name from cairn.projection_table where name = projection_name loop
    execute format('alter table cairn.%I reset (autovacuum_enabled)', owned || '_g' || projection_generation);
    execute format('analyze cairn.%I', owned || '_g' || projection_generation);
  end loop;
end
$$;

reset role;
