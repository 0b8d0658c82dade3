-- The event log: one head row, one row per event, positions 1..N without a gap.
set local role cairn_owner;

create table cairn.log_head (
  singleton      boolean primary key default true check (singleton),
  log_id         uuid not null default gen_random_uuid(),
  position       bigint not null default 0 check (position >= 0),
  -- Rises by one with each take-over. Only the server that holds it may append.
  epoch          bigint not null default 0 check (epoch >= 0),
  -- RFC 6962: the root over all leaves, and the subtree roots from which the next one is computed, largest first.
  root           bytea not null default sha256(''),
  frontier       bytea[] not null default '{}',
  recorded_at_us bigint not null default 0
);

insert into cairn.log_head default values;

create table cairn.event (
  position       bigint primary key,
  recorded_at_us bigint not null,
  event_id       uuid not null,
  stream_id      uuid not null,
  version        bigint not null check (version >= 1),
  actor_id       uuid not null,
  agency_id      text not null,
  command_id     uuid not null,
  -- How many events the command recorded, on the first of them; 0 on the others.
  command_events integer not null check (command_events >= 0),
  -- Keyed digest of the command, on the first of its events; empty on the others.
  command_digest bytea not null,
  type           text not null,
  -- u8 count, then per part: key id 16, key commitment 32, u32 length, the bytes as sealed. Big-endian.
  parts          bytea not null,
  constraint event_stream_version unique (stream_id, version)
);

-- One effect per (agency, command id), for ever.
create unique index event_command on cairn.event (agency_id, command_id) where command_events > 0;

reset role;
