-- Who was shown what: a second log, of pages of records. Positions are 1..N over all pages without a gap; every record has a
-- leaf in a tree of their own; what a record says is sealed. Of whom and of which case it speaks only keyed tokens tell.
set local role cairn_owner;

create table cairn.access_head (
  singleton      boolean primary key default true check (singleton),
  log_id         uuid not null default gen_random_uuid(),
  position       bigint not null default 0 check (position >= 0),
  -- RFC 6962: the root over all leaves, and the subtree roots from which the next one is computed, largest first.
  root           bytea not null default sha256(''),
  frontier       bytea[] not null default '{}',
  recorded_at_us bigint not null default 0
);
insert into cairn.access_head default values;

create table cairn.access_page (
  first_position bigint primary key,
  recorded_at_us bigint not null,
  -- By which a writer that lost its connection finds out whether the page was written.
  page_id        uuid not null unique,
  record_ids     uuid[] not null,
  -- As sealed, one for each id.
  records        bytea[] not null,
  -- Of the cases and the people in them.
  tokens         bigint[] not null
);
create index access_page_tokens on cairn.access_page using gin (tokens);

-- The only way in: a page follows the one that the caller believes to be the last. CN001: it does not.
create function cairn.append_access_page(
  old_position bigint, new_position bigint, new_root bytea, new_frontier bytea[], recorded_at_us bigint, page_id uuid,
  record_ids uuid[], records bytea[], tokens bigint[]
) returns void
language plpgsql
as $$
begin
  update cairn.access_head as head
     set position = new_position, root = new_root, frontier = new_frontier,
         recorded_at_us = append_access_page.recorded_at_us
   where head.position = old_position and head.recorded_at_us <= append_access_page.recorded_at_us;
  if not found then
    raise exception 'the log of access has another head' using errcode = 'CN001';
  end if;
  insert into cairn.access_page
  values (old_position + 1, append_access_page.recorded_at_us, append_access_page.page_id,
          append_access_page.record_ids, append_access_page.records, append_access_page.tokens);
end
$$;

create trigger access_page_is_append_only
  before update or delete or truncate on cairn.access_page
  for each statement execute function cairn.refuse_rewriting();
alter table cairn.access_page enable always trigger access_page_is_append_only;
create trigger access_head_is_never_removed
  before delete or truncate on cairn.access_head
  for each statement execute function cairn.refuse_rewriting();
alter table cairn.access_head enable always trigger access_head_is_never_removed;

grant select, update on cairn.access_head to cairn_server;
grant select, insert on cairn.access_page to cairn_server;

reset role;
