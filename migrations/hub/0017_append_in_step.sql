-- As before, but the arrays are unnested side by side where the rows are made: in a FROM clause each of them would first be
-- written down whole, and read again.
set local role cairn_owner;

create or replace function cairn.append_batch(
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
  select generate_series(old_position + 1, new_position), append_batch.recorded_at_us, unnest(event_ids),
         unnest(stream_ids), unnest(versions), unnest(actor_ids), unnest(agency_ids), unnest(command_ids),
         unnest(command_events), unnest(command_digests), unnest(types), unnest(parts);
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
