-- The only way in: a batch is appended if the head stands where the caller believes and the epoch is the caller's.
-- CN001: the head or the epoch is another. CN002: a command id is in the log already. CN003: a stream has moved on.
set local role cairn_owner;

create function cairn.append_batch(
  old_position    bigint,
  my_epoch        bigint,
  new_position    bigint,
  new_root        bytea,
  new_frontier    bytea[],
  recorded_at_us  bigint,
  event_ids       uuid[],
  stream_ids      uuid[],
  versions        bigint[],
  actor_ids       uuid[],
  agency_ids      text[],
  command_ids     uuid[],
  command_events  integer[],
  command_digests bytea[],
  types           text[],
  parts           bytea[]
) returns void
language plpgsql
as $$
declare
  violated text;
begin
  update cairn.log_head as head
     set position = new_position, root = new_root, frontier = new_frontier, recorded_at_us = append_batch.recorded_at_us
   where head.position = old_position and head.epoch = my_epoch and head.recorded_at_us <= append_batch.recorded_at_us;
  if not found then
    raise exception 'the log has another head or epoch' using errcode = 'CN001';
  end if;
  insert into cairn.event
  select old_position + row.ordinal, append_batch.recorded_at_us, row.event_id, row.stream_id, row.version, row.actor_id,
         row.agency_id, row.command_id, row.command_events, row.command_digest, row.type, row.parts
    from unnest(event_ids, stream_ids, versions, actor_ids, agency_ids, command_ids, command_events, command_digests,
                types, parts)
         with ordinality as row (event_id, stream_id, version, actor_id, agency_id, command_id, command_events,
                                 command_digest, type, parts, ordinal);
exception
  when unique_violation then
    get stacked diagnostics violated = constraint_name;
    if violated = 'event_command' then
      raise exception 'a command id is in the log already' using errcode = 'CN002';
    elsif violated = 'event_stream_version' then
      raise exception 'a stream has moved on' using errcode = 'CN003';
    else
      raise exception 'the log has another head or epoch' using errcode = 'CN001';
    end if;
end
$$;

reset role;
