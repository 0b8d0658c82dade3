# Two images: `postgres`, the database, and `server`; docker-compose.yml runs one of each. What a step does stands in a
# script, so that scripts/image-test can take the same steps without a container engine.

# --- The database. PostgreSQL is of the version that the tests run on. -------------------------------------------------

FROM postgres:15-bookworm AS postgres
# The user that the server runs as, under the same number: PostgreSQL lets it in by its name.
COPY scripts/image/user /usr/local/lib/cairn/image/
RUN /usr/local/lib/cairn/image/user
COPY deploy/postgres/start-postgres /usr/local/bin/
COPY deploy/postgres/postgresql.conf deploy/postgres/pg_hba.conf deploy/postgres/databases.sql /usr/local/share/cairn/postgres/
USER postgres
ENTRYPOINT ["start-postgres"]

# --- The build: what anybody does after a clone. -----------------------------------------------------------------------

FROM swift:6.3.1-bookworm AS build
WORKDIR /cairn
# By itself, so that a change of the source does not install everything again.
COPY scripts/setup scripts/
RUN scripts/setup
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY migrations migrations
COPY deploy deploy
COPY scripts scripts
RUN scripts/build
RUN scripts/image/install .build/release/cairn /image

# --- The server: the program, its SQL, and the libraries that it links. ------------------------------------------------

FROM debian:bookworm-slim AS server
COPY scripts/image/packages scripts/image/user /usr/local/lib/cairn/image/
RUN /usr/local/lib/cairn/image/packages
RUN /usr/local/lib/cairn/image/user /var/lib/cairn /run/cairn
COPY --from=build /image/ /
# Where cairn looks for its data, /var/lib/cairn, without being told in each command.
ENV XDG_DATA_HOME=/var/lib
# By number: the names in the container are those of the machine around it.
USER 7400:7400
ENTRYPOINT ["start-server"]
