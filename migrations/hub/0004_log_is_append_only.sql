-- History is not rewritten, not even by the owner of the table. CN004.
set local role cairn_owner;

create function cairn.refuse_rewriting() returns trigger
language plpgsql
as $$
begin
  raise exception 'events are never changed or deleted: record a correction instead' using errcode = 'CN004';
end
$$;

create trigger event_is_append_only
  before update or delete or truncate on cairn.event
  for each statement execute function cairn.refuse_rewriting();
alter table cairn.event enable always trigger event_is_append_only;

create trigger log_head_is_never_removed
  before delete or truncate on cairn.log_head
  for each statement execute function cairn.refuse_rewriting();
alter table cairn.log_head enable always trigger log_head_is_never_removed;

grant select, update on cairn.log_head to cairn_server;
grant select, insert on cairn.event to cairn_server;

reset role;
