-- Data keys, wrapped by a key-encryption key that this database never sees. Erasing a row erases what it sealed.
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

create schema cairn_keys authorization cairn_owner;
grant usage on schema cairn_keys to cairn_server;
revoke create on schema public from public;
set local role cairn_owner;

create table cairn_keys.data_key (
  key_id  uuid primary key,
  wrapped bytea not null
);

-- Keys of the hub itself, by name: they last as long as the log.
create table cairn_keys.hub_secret (
  name    text primary key,
  wrapped bytea not null
);

grant select, insert, delete on cairn_keys.data_key to cairn_server;
grant select, insert on cairn_keys.hub_secret to cairn_server;

reset role;
