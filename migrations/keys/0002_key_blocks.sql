-- Data keys in blocks: keys that were made together stand in one row, wrapped as one. Erasing a key puts a block without
-- it in the place of the row.
do $$
begin
  if exists (select from cairn_keys.data_key) then
    raise exception 'the data keys of this hub are of an earlier form, each in a row of its own, which is read no more';
  end if;
end
$$;

drop table cairn_keys.data_key;

set local role cairn_owner;

create table cairn_keys.key_block (
  -- The ids of its keys but for the last six bits, which count them; here they are zero.
  block_id uuid primary key,
  wrapped  bytea not null
) with (toast_tuple_target = 8160);
-- Sealed bytes cannot be compressed, and a block fits a page.
alter table cairn_keys.key_block alter column wrapped set storage external;

grant select, insert, update on cairn_keys.key_block to cairn_server;

reset role;
