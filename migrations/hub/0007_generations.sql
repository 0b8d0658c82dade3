-- Views in generations: a new one is built beside the one that queries read, and takes its place in one transaction. What
-- stood in the read tables is derived from the log, and is folded again.
drop function cairn.advance_projection(text, integer, bigint, bigint);
drop table cairn.parked_stream, cairn.referral_document, cairn.case_document, cairn.agency, cairn.projection;

set local role cairn_owner;

create table cairn.projection (
  name       text not null,
  generation integer not null check (generation >= 1),
  -- Which form of rows it holds: a program folds only into its own form.
  form       integer not null check (form >= 1),
  -- Everything up to here is folded in.
  position   bigint not null default 0 check (position >= 0),
  -- Queries read it.
  live       boolean not null default false,
  -- Built only to be compared with the live one, then dropped.
  scratch    boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  -- Rises when what is left out changes, so that who folds looks again.
  revision   integer not null default 0,
  -- When it took over from the one before.
  live_since timestamptz,
  primary key (name, generation),
  check (not (live and scratch))
);
create unique index projection_live on cairn.projection (name) where live;

-- A pass over the log that is folded in parts side by side: every part through the same position.
create table cairn.projection_part (
  name       text not null,
  generation integer not null,
  part       smallint not null,
  -- Everything of this part up to here is folded in.
  position   bigint not null,
  -- Where the pass ends.
  through    bigint not null check (through >= position),
  primary key (name, generation, part),
  foreign key (name, generation) references cairn.projection on delete cascade
);

-- Which tables hold the rows of which projection.
create table cairn.projection_table (
  name       text not null,
  table_name text not null,
  primary key (name, table_name)
);
insert into cairn.projection_table values
  ('agencies', 'agency'), ('cases', 'case_document'), ('referrals', 'referral_document');

create table cairn.agency (
  generation integer not null,
  agency_id  text not null,
  kind       integer not null,
  name       text not null,
  primary key (generation, agency_id)
) partition by list (generation);

-- In clear stand ids, times and what a worklist is filtered and sorted by; nothing that tells of a person.
create table cairn.case_document (
  generation     integer not null,
  case_id        uuid not null,
  referral_id    uuid not null,
  agency_id      text not null,
  status         integer not null,
  rag            integer not null,
  received_at_us bigint not null,
  due_at_us      bigint not null,
  finding_count  integer not null,
  key_id         uuid not null,
  sealed         bytea not null,
  primary key (generation, case_id)
) partition by list (generation);
create index case_document_due on cairn.case_document (generation, due_at_us, case_id);
create index case_document_received on cairn.case_document (generation, received_at_us, case_id);

create table cairn.referral_document (
  generation     integer not null,
  referral_id    uuid not null,
  agency_id      text not null,
  actor_id       uuid not null,
  received_at_us bigint not null,
  finding_count  integer not null,
  key_id         uuid not null,
  sealed         bytea not null,
  primary key (generation, referral_id)
) partition by list (generation);
create index referral_document_received
  on cairn.referral_document (generation, agency_id, received_at_us desc, referral_id);

-- A stream whose event could not be folded: its view is incomplete from that position on, and says so.
create table cairn.parked_stream (
  name           text not null,
  generation     integer not null,
  stream_id      uuid not null,
  position       bigint not null,
  -- Of the event at that position.
  recorded_at_us bigint not null,
  -- In words without content.
  reason         text not null,
  primary key (name, generation, stream_id),
  foreign key (name, generation) references cairn.projection on delete cascade
);

-- Events that an operator has decided to leave out of a view for ever: a decision on record, never taken back or changed.
create table cairn.skipped_event (
  name           text not null,
  position       bigint not null,
  stream_id      uuid not null,
  reason         text not null check (reason <> ''),
  decided_by     text not null check (decided_by <> ''),
  decided_at     timestamptz not null default clock_timestamp(),
  primary key (name, position)
);
create trigger skipped_event_is_append_only
  before update or delete or truncate on cairn.skipped_event
  for each statement execute function cairn.refuse_rewriting();
alter table cairn.skipped_event enable always trigger skipped_event_is_append_only;

-- Begins a generation of a projection, with partitions for its rows. Attaching leaves readers of the others undisturbed.
create function cairn.begin_generation(projection_name text, projection_form integer, is_scratch boolean)
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
    execute format('create table cairn.%I (like cairn.%I including defaults including constraints)',
                   owned || '_g' || begun, owned);
    execute format('alter table cairn.%I attach partition cairn.%I for values in (%s)',
                   owned, owned || '_g' || begun, begun);
    execute format('grant select, insert, update, delete on cairn.%I to cairn_server', owned || '_g' || begun);
  end loop;
  return begun;
end
$$;

-- Drops a generation that is not live, with its rows.
create function cairn.drop_generation(projection_name text, old_generation integer)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  owned text;
begin
  perform pg_advisory_xact_lock(hashtextextended('cairn projection ' || projection_name, 0));
  delete from cairn.projection where name = projection_name and generation = old_generation and not live;
  if not found then
    return false;
  end if;
  for owned in select table_name from cairn.projection_table where name = projection_name loop
    execute format('drop table cairn.%I', owned || '_g' || old_generation);
  end loop;
  return true;
end
$$;

-- Moves a checkpoint, in the transaction that writes the rows. CN005: it is not where the caller believes, or the
-- generation is live no more, or has become so, or leaves out something else by now; nothing is written.
create function cairn.advance_projection(
  projection_name text, projection_generation integer, is_live boolean, known_revision integer, old_position bigint,
  new_position bigint
) returns void
language plpgsql
as $$
begin
  update cairn.projection
     set position = new_position
   where name = projection_name and generation = projection_generation and live = is_live
     and revision = known_revision and position = old_position;
  if not found then
    raise exception 'the projection''s checkpoint has moved' using errcode = 'CN005';
  end if;
end
$$;

-- The same for one part of a pass.
create function cairn.advance_projection_part(
  projection_name text, projection_generation integer, part_number smallint, old_position bigint, new_position bigint
) returns void
language plpgsql
as $$
begin
  update cairn.projection_part
     set position = new_position
   where name = projection_name and generation = projection_generation and part = part_number
     and position = old_position and new_position <= through;
  if not found then
    raise exception 'the checkpoint of the part has moved' using errcode = 'CN005';
  end if;
end
$$;

revoke execute on function
  cairn.begin_generation(text, integer, boolean), cairn.drop_generation(text, integer) from public;
grant execute on function
  cairn.begin_generation(text, integer, boolean), cairn.drop_generation(text, integer) to cairn_server;
grant select, insert, update, delete
   on cairn.projection, cairn.projection_part, cairn.parked_stream, cairn.agency, cairn.case_document,
      cairn.referral_document
   to cairn_server;
grant select on cairn.projection_table to cairn_server;
grant select, insert on cairn.skipped_event to cairn_server;

reset role;
