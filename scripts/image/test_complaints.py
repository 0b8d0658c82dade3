"""The checks of the image object to what they are there for."""

import unittest

import compose
import dockerfile

DOCKERFILE = """\
FROM swift:6.3.1-bookworm AS build
COPY Sources Sources
RUN scripts/build
FROM debian:bookworm-slim AS server
COPY --from=build /image/ /
ENV XDG_DATA_HOME=/var/lib
USER 7400:7400
ENTRYPOINT ["start-server"]
"""
IGNORE = "# a comment\n*\n!Sources\n"
FILES = ["Sources/cairn/Cairn.swift", "scripts/build"]

SERVICE = {
    "network_mode": "none", "read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"],
    "healthcheck": {"test": ["CMD", "server-is-ready"]}, "volumes": ["data:/var/lib/cairn:rw", "/etc/passwd:/etc/passwd:ro"],
}


class DockerfileComplaints(unittest.TestCase):
    def complaints(self, text: str = DOCKERFILE, ignore: str = IGNORE, files: list[str] = FILES) -> str:
        return "\n".join(dockerfile.complaints(text, ignore, files, "6.3"))

    def test_a_good_one_passes(self):
        self.assertEqual(self.complaints(), "")

    def test_what_a_clone_lacks_cannot_be_copied(self):
        self.assertIn("Dockerfile:2: a clone has no Sources", self.complaints(files=["scripts/build"]))

    def test_what_is_ignored_cannot_be_copied(self):
        self.assertIn("leaves Sources out", self.complaints(ignore="*\n!scripts\n"))

    def test_a_step_is_a_script(self):
        self.assertIn("one script", self.complaints(DOCKERFILE.replace("scripts/build", "swift build")))
        self.assertIn("one script", self.complaints(DOCKERFILE.replace("scripts/build", "scripts/build && true")))

    def test_swift_is_the_one_that_is_tested(self):
        self.assertIn("is not Swift 6.3", self.complaints(DOCKERFILE.replace("swift:6.3.1", "swift:6.2.4")))

    def test_the_releases_are_one(self):
        self.assertIn("bookworm, trixie", self.complaints(DOCKERFILE.replace("bookworm-slim", "trixie-slim")))

    def test_reading(self):
        server = dockerfile.stages(DOCKERFILE)["server"]
        self.assertEqual(server.command, ["start-server"])
        self.assertEqual(server.environment, {"XDG_DATA_HOME": "/var/lib"})
        self.assertEqual(server.last("USER"), "7400:7400")
        self.assertEqual(server.instructions[0].from_stage, "build")
        self.assertEqual(server.instructions[0].sources, ["/image/"])
        self.assertEqual(dockerfile.debian_release(DOCKERFILE), "bookworm")


class ComposeComplaints(unittest.TestCase):
    def complaints(self, **changes) -> str:
        service = {key: value for key, value in {**SERVICE, **changes}.items() if value is not None}
        return "\n".join(compose.complaints({"services": {"server": service}, "volumes": {"data": None}}))

    def test_a_good_one_passes(self):
        self.assertEqual(self.complaints(), "")

    def test_nothing_is_on_a_network(self):
        self.assertIn("ports", self.complaints(ports=["7400:7400"]))
        self.assertIn("network_mode", self.complaints(network_mode=None))

    def test_nothing_keeps_rights(self):
        seeded = {"user": "root"}, {"privileged": True}, {"cap_drop": None}, {"security_opt": None}, {"read_only": None}
        for changes in seeded:
            self.assertNotEqual(self.complaints(**changes), "", changes)

    def test_there_is_a_health_check(self):
        self.assertIn("health check", self.complaints(healthcheck=None))
        self.assertIn("health check", self.complaints(healthcheck={"test": "true"}))

    def test_volumes_are_declared(self):
        self.assertIn("keys is no volume", self.complaints(volumes=["keys:/keys"]))

    def test_both_ways_of_writing_mounts(self):
        written = {"volumes": [
            "data:/var/lib/cairn:rw", "/etc/passwd:/etc/passwd:ro",
            {"type": "volume", "source": "s", "target": "/run/s", "read_only": True, "volume": {"nocopy": True}},
        ]}
        data, users, socket = compose.mounts(written)
        self.assertTrue(data.is_volume and data.copies and not data.read_only)
        self.assertTrue(not users.is_volume and users.read_only)
        self.assertTrue(socket.is_volume and socket.read_only and not socket.copies)


class Secrets(unittest.TestCase):
    def test_passwords_and_open_doors(self):
        for line in ("POSTGRES_PASSWORD: cairn", "  PGPASSWORD=x", "postgresql://cairn:cairn@db/cairn",
                     "POSTGRES_HOST_AUTH_METHOD: trust", "local all all trust"):
            self.assertEqual(len(list(compose.secrets({"docker-compose.yml": line}))), 1, line)

    def test_what_is_none(self):
        for line in ("- /etc/passwd:/etc/passwd:ro", "# no password: none", "postgresql://cairn@/cairn",
                     "local cairn cairn peer"):
            self.assertEqual(list(compose.secrets({"docker-compose.yml": line})), [], line)


if __name__ == "__main__":
    unittest.main()
