-- What projections fold the log into. Documents are sealed under the view key of their case or referral; what stays in
-- clear is ids and versions, and the register of agencies, which is about organisations.
set local role cairn_owner;

create table cairn.projection (
  name       text not null,
  generation integer not null,
  -- Everything up to here is folded in.
  position   bigint not null default 0,
  live       boolean not null,
  primary key (name, generation)
);
create unique index projection_live on cairn.projection (name) where live;

insert into cairn.projection (name, generation, live) values ('agencies', 1, true), ('cases', 1, true);

create table cairn.agency (
  generation integer not null,
  agency_id  text not null,
  kind       integer not null,
  name       text not null,
  primary key (generation, agency_id)
);

create table cairn.case_document (
  generation integer not null,
  case_id    uuid not null,
  key_id     uuid not null,
  sealed     bytea not null,
  primary key (generation, case_id)
);

create table cairn.referral_document (
  generation  integer not null,
  referral_id uuid not null,
  key_id      uuid not null,
  sealed      bytea not null,
  primary key (generation, referral_id)
);

-- A stream whose event could not be folded: its view is incomplete from that position on, and says so.
create table cairn.parked_stream (
  name       text not null,
  generation integer not null,
  stream_id  uuid not null,
  position   bigint not null,
  -- Of the event at that position.
  recorded_at_us bigint not null,
  -- In words without content.
  reason     text not null,
  primary key (name, generation, stream_id)
);

-- Moves a checkpoint, in the transaction that writes the rows. CN005: somebody else has moved it, so nothing is written.
create function cairn.advance_projection(
  projection_name text, projection_generation integer, old_position bigint, new_position bigint
) returns void
language plpgsql
as $$
begin
  update cairn.projection
     set position = new_position
   where name = projection_name and generation = projection_generation and position = old_position;
  if not found then
    raise exception 'the projection''s checkpoint has moved' using errcode = 'CN005';
  end if;
end
$$;

grant select, insert, update, delete
   on cairn.projection, cairn.agency, cairn.case_document, cairn.referral_document, cairn.parked_stream to cairn_server;

reset role;
