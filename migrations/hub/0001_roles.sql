-- Two roles: cairn_owner owns everything and cannot log in; cairn_server may do what a server needs and nothing more.
-- Roles belong to the whole cluster, so they may be there already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'cairn_owner') then
    create role cairn_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'cairn_server') then
    create role cairn_server nologin;
  end if;
end
$$;

grant cairn_owner to current_user;
grant cairn_server to current_user;

create schema cairn authorization cairn_owner;
grant usage on schema cairn to cairn_server;
revoke create on schema public from public;
