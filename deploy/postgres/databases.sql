-- The hub's role and its two databases, one statement a line. `cairn migrate` makes the roles that the server works as,
-- which takes CREATEROLE, and everything inside the databases, which takes being their owner. No more is needed.
create role cairn login createrole;
create database cairn owner cairn;
create database cairn_keys owner cairn;
