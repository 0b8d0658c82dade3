-- Who claimed the log last. A server whose claim was committed while the answer to it was lost knows its own by this,
-- where the epoch alone would look like another server's.
set local role cairn_owner;

alter table cairn.log_head add column claimant uuid not null default '00000000-0000-0000-0000-000000000000';

reset role;
