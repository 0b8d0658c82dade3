"""The first process in the namespaces of a service: brings up its loopback, mounts what it is to see, makes the rest
read-only, and becomes the service. `first_process.py PLAN`, the plan in JSON.
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys

_SIOCSIFFLAGS = 0x8914
_IFF_UP_AND_RUNNING = 0x41
# A container's are empty, and have room for what is mounted below.
_EMPTIED = ("/run", "/var/lib")
_SHARED_MEMORY = "/dev/shm"


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def main() -> None:
    plan = json.loads(sys.argv[1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP_AND_RUNNING))
    for folder in (*_EMPTIED, _SHARED_MEMORY):
        _mount("-t", "tmpfs", "tmpfs", folder)
    for source, target, read_only in plan["mounts"]:
        if not os.path.exists(target):
            os.makedirs(target)
        _mount("--bind", source, target)
        if read_only:
            _mount("-o", "remount,bind,ro", target)
    for folder in (*_EMPTIED, "/"):
        _mount("-o", "remount,bind,ro", folder)
    os.chdir("/")
    os.execvp(plan["command"][0], plan["command"])


if __name__ == "__main__":
    main()
