#!/usr/bin/python3
"""A drive that goes away in the middle of a burn: each burner ends by itself, says that it failed, and the disc is sound.

The way to the drive leads through a relay that counts the bytes of the image, so the moment of the loss is exact.
"""
import concurrent.futures
import os
import pathlib
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import unittest

from programs import BIN, Server, run

IMAGE_BLOCKS = 2000
LONGEST = 180  # seconds that a burner may take to give up
BURNERS = {
    "cdrskin": ("cd-r", lambda image: ["cdrskin", "dev=/dev/sr0", "-v", "-tao", image]),
    # Without -nofix wodim asks for 420 s whether the drive is ready again before it gives up with 254 (seen: 431 s); its
    # source, wodim/scsi_cdr.c, wait_unit_ready, breaks off only for sense data that a lost drive cannot send.
    "wodim": ("cd-r", lambda image: ["wodim", "dev=/dev/sr0", "-tao", "-nofix", image]),
    "growisofs": ("dvd+r", lambda image: ["growisofs", "-Z", f"/dev/sr0={image}"]),
    "xorriso": ("bd-r", lambda image: ["xorriso", "-outdev", "/dev/sr0", "-map", image, "/image", "-commit"]),
}
PERCENTS = (10, 50, 95)


class Relay:
    """One connection to the server and back; `lose` is called once when so many bytes went to it."""

    def __init__(self, port, limit, lose):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.target, self.limit, self.lose = port, limit, lose
        self.was_lost = False
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


def burn(words, temporary):
    """The exit code of a bbrun and what it said; it and its burner are ended when they take too long."""
    process = subprocess.Popen([str(BIN / "bbrun"), *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env={**os.environ, "TMPDIR": temporary},
                               start_new_session=True)
    try:
        said = process.communicate(timeout=LONGEST)[0]
        return process.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the session that this test made
        process.communicate()
        raise


def lose_once(burner, percent, how):
    """What is wrong with one burn that loses its drive; an empty list when nothing is."""
    medium, command = BURNERS[burner]
    with tempfile.TemporaryDirectory(prefix="burnbench-test-") as name:
        folder = pathlib.Path(name)
        disc, image = folder / "disc.bbd", folder / "image"
        if run("bbdrive", "disc", "new", disc, "--medium", medium).returncode != 0:
            return ["no disc could be made"]
        image.write_bytes(os.urandom(IMAGE_BLOCKS * 2048))
        server = Server("--drive", "generic-bd", "--disc", disc)
        ways = {"killed": lambda relay: server.process.kill(),
                "stopped": lambda relay: server.process.send_signal(signal.SIGSTOP),
                "reset": lambda relay: relay.reset()}
        port = int(server.urls[0].split(":")[2].split("/")[0])
        relay = Relay(port, IMAGE_BLOCKS * 2048 * percent // 100, ways[how])
        url = server.urls[0].replace(f":{port}/", f":{relay.port}/")
        wrong = []
        try:
            code, said = burn(["--drive", url, "--", *map(str, command(image))], name)
            if not relay.was_lost:
                wrong.append("the burn ended before the loss")
            if code == 0:
                wrong.append(f"success was reported: {said[-300:]}")
            if code - 128 in list(signal.Signals):
                wrong.append(f"it crashed: {code}: {said[-300:]}")
        except subprocess.TimeoutExpired:
            wrong.append(f"still running after {LONGEST} s")
        relay.stop()
        server.process.send_signal(signal.SIGCONT)
        server.stop(signal.SIGTERM)
        verified = run("bbdrive", "disc", "verify", disc)
        if verified.returncode != 0:
            wrong.append(f"the disc is not sound: {verified.stdout}{verified.stderr}")
        with Server("--drive", "generic-bd", "--disc", disc) as again:
            probed = run("bbrun", "--drive", again.urls[0], "--", "sg_inq", "/dev/sr0")
            if probed.returncode != 0:
                wrong.append(f"the restarted server does not answer: {probed.stderr}")
        return wrong


class Loss(unittest.TestCase):
    def lose(self, how):
        cells = [(burner, percent) for burner in BURNERS for percent in PERCENTS]
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            results = list(pool.map(lambda cell: lose_once(*cell, how), cells))
        for cell, wrong in zip(cells, results):
            with self.subTest(cell):
                self.assertEqual(wrong, [])

    def test_server_is_killed(self):
        self.lose("killed")

    def test_server_is_stopped(self):
        self.lose("stopped")

    def test_connection_is_reset(self):
        self.lose("reset")


if __name__ == "__main__":
    unittest.main(verbosity=2)
