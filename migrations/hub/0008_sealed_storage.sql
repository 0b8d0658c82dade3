-- Sealed bytes look like chance: trying to compress them is in vain, and most events and documents fit into a page as they
-- are.
set local role cairn_owner;

alter table cairn.event alter column parts set storage external;
alter table cairn.event set (toast_tuple_target = 8160);
alter table cairn.case_document alter column sealed set storage external;
alter table cairn.referral_document alter column sealed set storage external;

do $$
declare
  child regclass;
begin
  for child in
    select inhrelid::regclass from pg_inherits
     where inhparent in ('cairn.case_document'::regclass, 'cairn.referral_document'::regclass)
  loop
    execute format('alter table %s alter column sealed set storage external', child);
    execute format('alter table %s set (toast_tuple_target = 8160)', child);
  end loop;
end
$$;

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
                    with (toast_tuple_target = 8160)',
                   owned || '_g' || begun, owned);
    execute format('alter table cairn.%I attach partition cairn.%I for values in (%s)',
                   owned, owned || '_g' || begun, begun);
    execute format('grant select, insert, update, delete on cairn.%I to cairn_server', owned || '_g' || begun);
  end loop;
  return begun;
end
$$;

reset role;
