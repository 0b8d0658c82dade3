-- Data-sharing agreements, event by event: what a server holds of them in memory it reads from here when it starts, and
-- need not go through the log. They are about organisations, and stand in clear.
set local role cairn_owner;

create table cairn.agreement_event (
  generation integer not null,
  event_id   uuid not null,
  -- Of the agreement, which owns the row.
  stream_id  uuid not null,
  version    bigint not null,
  type       text not null,
  content    bytea not null,
  primary key (generation, event_id)
) partition by list (generation);

insert into cairn.projection_table values ('agreements', 'agreement_event');
grant select, insert, update, delete on cairn.agreement_event to cairn_server;

reset role;
