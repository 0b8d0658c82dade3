#!/usr/bin/env python3
"""Runs every crafted attack against servers of its own, with good clients beside it.

usage: suite.py --server PATH_TO_CAIRN [--only REGEX] [--seconds S] [--json FILE]

What passes: the attack's outcome is one that it accepts, the server lives, no call of a good client failed, the server's
memory was never above 512 MiB, and once things have settled is at most 32 MiB above what it was. Times are told and
decide nothing.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True

import bystander
import catalogue
import http2_caller
import memory
import server
import wire

GROWTH_KIB_MAX = 32 * 1_024
PEAK_KIB_MAX = 512 * 1_024
# Memory that nobody holds is given back to the machine by and by.
SETTLE_SECONDS = 40
SAMPLE_SECONDS = 0.1
BASELINE_SECONDS = 4
ATTACK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "attack.py")
HEADINGS = f"{'attack':34} {'':4} {'p50':>7} {'p99':>7} {'ratio':>6} {'peak':>10} {'growth':>10}  outcome"


class Bench:
    """A server, the clients that may call it, and how fast they are answered at rest."""

    def __init__(self, running):
        self.server = running
        self.target = wire.Target(running.address, running.identity)
        self.callers = [bystander.FrameCaller]
        if http2_caller.is_spoken(self.target):
            self.callers.append(http2_caller.Http2Caller)
        self.baseline = self.beside(lambda: time.sleep(BASELINE_SECONDS))[1]

    def beside(self, work):
        """Does something while good clients call; what it returns, their times, and what failed of their calls."""
        beside = [bystander.Bystander(self.target, caller) for caller in self.callers]
        for client in beside:
            client.__enter__()
        try:
            result = work()
        finally:
            for client in beside:
                client.__exit__()
        times = {
            client.caller.dialect: {
                "p50": client.percentile(50),
                "p99": client.percentile(99),
                "calls": len(client.milliseconds),
            }
            for client in beside
        }
        return result, times, [failure for client in beside for failure in client.failures]

    def attack(self, name, seconds):
        """Runs an attack in a process of its own and says what came of it."""
        before = self.server.resident_kib()
        with memory.Peak(self.server, SAMPLE_SECONDS) as peak:
            report, times, failures = self.beside(lambda: self._run(name, seconds))
        faults = [f"outcome: {outcome}" for outcome in report["wrong"]]
        report |= {"times": times, "failed_calls": len(failures)}
        if failures:
            faults.append(f"{len(failures)} calls of good clients failed: {failures[0]}")
        if not self.server.is_alive():
            faults.append(f"the server is dead:\n{self.server.last_words()}")
        else:
            settled = self._settled(before)
            report |= {"before_kib": before, "peak_kib": peak.kib, "growth_kib": settled - before}
            if peak.kib > PEAK_KIB_MAX:
                faults.append(f"memory rose to {peak.kib / 1_024:.1f} MiB")
            if settled - before > GROWTH_KIB_MAX:
                faults.append(f"memory grew by {(settled - before) / 1_024:.1f} MiB")
        return report | {"faults": faults, "ok": not faults}

    def ratio(self, report):
        """The worst of the good clients' p99 beside that at rest."""
        return max(report["times"][dialect]["p99"] / self.baseline[dialect]["p99"] for dialect in report["times"])

    def _run(self, name, seconds):
        command = [sys.executable, ATTACK, self.target.address, name, "--seconds", str(seconds)]
        if self.target.identity:
            command += ["--tls", self.target.identity]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 300)
        if not ran.stdout:
            return {"name": name, "outcomes": {}, "wrong": [f"the attack failed: {ran.stderr[-500:]}"]}
        return json.loads(ran.stdout)

    def _settled(self, before):
        ends = time.monotonic() + SETTLE_SECONDS
        now = self.server.resident_kib()
        while now - before > GROWTH_KIB_MAX and time.monotonic() < ends:
            time.sleep(0.5)
            now = self.server.resident_kib()
        return now


def line(bench, report):
    """A report as a row of the table."""
    slowest = max(report["times"].values(), key=lambda times: times["p99"])
    outcomes = ", ".join(f"{outcome} ({count})" for outcome, count in list(report["outcomes"].items())[:4])
    peak, growth = (
        f"{report.get(key, 0) / 1_024:{sign}.1f} MiB" for key, sign in (("peak_kib", ""), ("growth_kib", "+"))
    )
    row = (
        f"{report['name']:34} {'ok' if report['ok'] else 'FAIL':4} {slowest['p50']:7.1f} {slowest['p99']:7.1f} "
        f"{bench.ratio(report):6.1f} {peak:>10} {growth:>10}  {outcomes}"
    )
    return "\n".join([row, *(f"    {fault}" for fault in report["faults"])])


def run(program, attacks, with_tls, seconds):
    """Runs some attacks and tells of each as it ends; after one that did harm it goes on with another server."""
    reports, baselines = [], []
    while len(reports) < len(attacks):
        with server.Server(program, with_tls) as running:
            bench = Bench(running)
            began = running.resident_kib()
            baselines.append(bench.baseline)
            if len(baselines) == 1:
                print(
                    f"{'TLS' if with_tls else 'in clear'}: good clients at rest: {json.dumps(bench.baseline)}\n{HEADINGS}"
                )
            for attack in attacks[len(reports) :]:
                reports.append(bench.attack(attack.name, seconds))
                print(line(bench, reports[-1]), flush=True)
                if not reports[-1]["ok"]:
                    break
            else:
                growth = (running.resident_kib() - began) / 1_024
                print(
                    f"memory over all of one server: {growth:+.1f} MiB; {running.descriptors()} descriptors", flush=True
                )
    return reports, baselines


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--server", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    chosen = [attack for attack in catalogue.attacks().values() if re.search(options.only, attack.name)]
    if not chosen:
        parser.error(f"no attack is called like {options.only}; attack.py --list names them")
    # As on an interrupt: what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wire.allow_descriptors()
    reports, baselines = [], {}
    for with_tls in (False, True):
        attacks = [attack for attack in chosen if (attack.dialect == "tls") == with_tls]
        if attacks:
            done, baselines["tls" if with_tls else "clear"] = run(
                os.path.abspath(options.server), attacks, with_tls, options.seconds
            )
            reports += done
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"baselines": baselines, "attacks": reports}, file, indent=1)
    failed = [report["name"] for report in reports if not report["ok"]]
    print(f"{len(reports)} attacks, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
