#!/usr/bin/python3
"""A drive that goes away in the middle of a burn: each burner ends by itself, says that it failed, and the disc is sound.

The way to the drive leads through a relay that counts the bytes of the image, so the moment of the loss is exact.
"""
import collections.abc
import concurrent.futures
import dataclasses
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from programs import BIN, ROOT, Server, run

sys.path.insert(0, str(ROOT / "scripts"))
from matrix.report import write_report  # noqa: E402: the folder has to be known first

IMAGE_BLOCKS = 2000


@dataclasses.dataclass(frozen=True)
class Burner:
    medium: str
    command: collections.abc.Callable
    longest: int = 180  # seconds that it may take to give up


BURNERS = {
    "cdrskin": Burner("cd-r", lambda image: ["cdrskin", "dev=/dev/sr0", "-v", "-tao", image]),
    "wodim -nofix": Burner("cd-r", lambda image: ["wodim", "dev=/dev/sr0", "-tao", "-nofix", image]),
    "growisofs": Burner("dvd+r", lambda image: ["growisofs", "-Z", f"/dev/sr0={image}"]),
    "xorriso": Burner("bd-r", lambda image: ["xorriso", "-outdev", "/dev/sr0", "-map", image, "/image", "-commit"]),
}
# Those that take longer, with their source in conformance/burners/README.md: only scripts/nightly has the time.
EXCEPTIONS = {
    "wodim": Burner("cd-r", lambda image: ["wodim", "dev=/dev/sr0", "-tao", image], longest=480),
}
PERCENTS = (10, 50, 95)
WAYS = ("killed", "stopped", "reset")


class Relay:
    """One connection to the server and back; `lose` is called once when so many bytes went to it."""

    def __init__(self, port, limit, lose):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.target, self.limit, self.lose = port, limit, lose
        self.was_lost = False
        self.lost_at = time.monotonic()
        self.sockets = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        try:
            near, _ = self.listener.accept()
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            return
        self.sockets = [near, far]
        threading.Thread(target=self.forward, args=(near, far, True), daemon=True).start()
        self.forward(far, near, False)

    def forward(self, source, sink, counts):
        count = 0
        try:
            while data := source.recv(1 << 16):
                count += len(data)
                if counts and not self.was_lost and count >= self.limit:
                    self.was_lost = True
                    self.lost_at = time.monotonic()
                    self.lose(self)
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def reset(self):
        """Ends both connections with RST."""
        for end in self.sockets:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()

    def stop(self):
        self.listener.close()
        for end in self.sockets:
            end.close()


def burn(words, temporary, longest):
    """The exit code of a bbrun and what it said; it and its burner are ended when they take too long."""
    process = subprocess.Popen([str(BIN / "bbrun"), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env={**os.environ, "TMPDIR": temporary},
                               start_new_session=True)
    try:
        said = process.communicate(timeout=longest)[0]
        return process.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the session that this test made
        process.communicate()
        raise


@dataclasses.dataclass
class Outcome:
    burner: str
    percent: int
    how: str
    wrong: list = dataclasses.field(default_factory=list)  # empty when nothing is
    code: int | None = None
    seconds: float = 0.0

    def line(self):
        return f"{self.burner:14}{self.percent:3} %  {self.how:8} exit {self.code!s:>4}  {self.seconds:6.1f} s"


def burn_and_lose(outcome, burner, server, folder, image):
    """The burn leads through a relay, which does away with the drive when its moment has come."""
    port = int(server.urls[0].split(":")[2].split("/")[0])
    ways = {"killed": lambda relay: server.process.kill(),
            "stopped": lambda relay: server.process.send_signal(signal.SIGSTOP),
            "reset": lambda relay: relay.reset()}
    relay = Relay(port, IMAGE_BLOCKS * 2048 * outcome.percent // 100, ways[outcome.how])
    url = server.urls[0].replace(f":{port}/", f":{relay.port}/")
    try:
        outcome.code, said = burn(["--drive", url, "--", *map(str, burner.command(image))], str(folder), burner.longest)
        outcome.seconds = time.monotonic() - relay.lost_at
        if not relay.was_lost:
            outcome.wrong.append("the burn ended before the loss")
        if outcome.code == 0:
            outcome.wrong.append(f"success was reported: {said[-300:]}")
        if outcome.code - 128 in list(signal.Signals):
            outcome.wrong.append(f"it crashed: {outcome.code}: {said[-300:]}")
    except subprocess.TimeoutExpired:
        outcome.wrong.append(f"still running after {burner.longest} s")
    relay.stop()


def judge_disc(outcome, disc):
    verified = run("bbdrive", "disc", "verify", disc)
    if verified.returncode != 0:
        outcome.wrong.append(f"the disc is not sound: {verified.stdout}{verified.stderr}")
    with Server("--drive", "generic-bd", "--disc", disc) as again:
        probed = run("bbrun", "--drive", again.urls[0], "--", "dvd+rw-mediainfo" if "cd-r" not in disc.name else "sg_inq",
                     "/dev/sr0")
        if probed.returncode != 0:
            outcome.wrong.append(f"the restarted server does not answer: {probed.stderr}")
    verified = run("bbdrive", "disc", "verify", disc)
    if verified.returncode != 0:
        outcome.wrong.append(f"the disc is not sound after the restart: {verified.stdout}{verified.stderr}")


def lose_once(name, percent, how):
    outcome = Outcome(name, percent, how)
    burner = (BURNERS | EXCEPTIONS)[name]
    with tempfile.TemporaryDirectory(prefix="burnbench-test-") as place:
        folder = pathlib.Path(place)
        disc, image = folder / f"{burner.medium}.bbd", folder / "image"
        if run("bbdrive", "disc", "new", disc, "--medium", burner.medium).returncode != 0:
            outcome.wrong.append("no disc could be made")
            return outcome
        image.write_bytes(os.urandom(IMAGE_BLOCKS * 2048))
        server = Server("--drive", "generic-bd", "--disc", disc)
        burn_and_lose(outcome, burner, server, folder, image)
        server.process.send_signal(signal.SIGCONT)
        server.stop(signal.SIGTERM)
        judge_disc(outcome, disc)
    return outcome


class LossTest(unittest.TestCase):
    lines = []

    @classmethod
    def tearDownClass(cls):
        if cls.lines:
            print("\n".join(["", *cls.lines]))
            write_report("lost-drives" if cls is Loss else "lost-drives-exceptions", cls.lines)

    def lose(self, burners, how):
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            outcomes = list(pool.map(lambda cell: lose_once(*cell, how),
                                     [(burner, percent) for burner in burners for percent in PERCENTS]))
        self.lines.extend(outcome.line() for outcome in outcomes)
        for outcome in outcomes:
            with self.subTest(outcome.line()):
                self.assertEqual(outcome.wrong, [])


class Loss(LossTest):
    lines = []

    def test_server_is_killed(self):
        self.lose(BURNERS, "killed")

    def test_server_is_stopped(self):
        self.lose(BURNERS, "stopped")

    def test_connection_is_reset(self):
        self.lose(BURNERS, "reset")


@unittest.skipUnless("BURNBENCH_NIGHTLY" in os.environ, "takes 8 minutes: scripts/nightly runs it")
class Exceptions(LossTest):
    lines = []

    def test_listed_burners_end_later_and_never_well(self):
        """All at once: they sleep. Each needs more than the others may, or it stands in the list for nothing."""
        cells = [(burner, percent, how) for burner in EXCEPTIONS for percent in PERCENTS for how in WAYS]
        with concurrent.futures.ThreadPoolExecutor(len(cells)) as pool:
            outcomes = list(pool.map(lambda cell: lose_once(*cell), cells))
        self.lines.extend(outcome.line() for outcome in outcomes)
        for outcome in outcomes:
            with self.subTest(outcome.line()):
                self.assertEqual(outcome.wrong, [])
                self.assertGreater(outcome.seconds, Burner.longest)


if __name__ == "__main__":
    unittest.main(verbosity=2)
