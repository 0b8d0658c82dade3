-- Without statistics the planner takes the condition on a generation for one that few rows meet. What was written in bulk is
-- asked for the moment that it is live, before PostgreSQL would come round to it.
set local role cairn_owner;

create function cairn.analyze_generation(projection_name text, projection_generation integer)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  owned text;
begin
  for owned in select table_name from cairn.projection_table where name = projection_name loop
    execute format('analyze cairn.%I', owned || '_g' || projection_generation);
  end loop;
end
$$;
revoke execute on function cairn.analyze_generation(text, integer) from public;
grant execute on function cairn.analyze_generation(text, integer) to cairn_server;

reset role;
