"""The programs as users run them: what the tests beside this file share."""
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BIN = pathlib.Path(os.environ.get("BURNBENCH_BIN", ROOT / "build" / "dev" / "bin"))
TARGET = "iqn.2026-11.test.burnbench:"


def run(program, *words, timeout=120, **options):
    """Runs one of our programs to its end: exit code, output, and what it said to people."""
    return subprocess.run([str(BIN / program), *map(str, words)], capture_output=True, text=True, timeout=timeout,
                          **options)


def events(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def digest(path):
    """SHA-256 of a file's size and of its data with their places, holes left out; None when there is no file."""
    if not path.is_file():
        return None
    result = hashlib.sha256(str(path.stat().st_size).encode())
    with open(path, "rb") as file:
        position = 0
        while True:
            try:
                begin = os.lseek(file.fileno(), position, os.SEEK_DATA)
            except OSError:  # no data behind this place
                return result.hexdigest()
            position = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            os.lseek(file.fileno(), begin, os.SEEK_SET)
            result.update(str(begin).encode())
            while begin < position:
                block = os.read(file.fileno(), min(1 << 20, position - begin))
                begin += len(block)
                result.update(block)


class Server:
    """bbdrive serve on a free port, ended by its process id."""

    def __init__(self, *words, clock="instant"):
        self.process = subprocess.Popen([str(BIN / "bbdrive"), "serve", "--listen", "127.0.0.1:0", "--clock", clock,
                                         *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.urls = []
        for _ in range(list(words).count("--drive")):
            line = self.process.stdout.readline()
            if not line.startswith("iscsi://"):
                raise AssertionError(f"bbdrive serve: {line}{self.process.stderr.read()}")
            self.urls.append(line.split()[0])

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class ProgramTest(unittest.TestCase):
    """A folder for each test, gone afterwards."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="burnbench-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def new_disc(self, medium, name=None):
        disc = self.folder / (name or f"{medium}.bbd")
        made = run("bbdrive", "disc", "new", disc, "--medium", medium)
        self.assertEqual(made.returncode, 0, made.stderr)
        return disc

    def new_tree(self, files=None):
        tree = self.folder / "tree"
        tree.mkdir(exist_ok=True)
        for name, content in (files or {"hello.txt": b"hello", "more.bin": bytes(range(256)) * 100}).items():
            (tree / name).write_bytes(content)
        return tree

    def assert_sound(self, disc):
        verified = run("bbdrive", "disc", "verify", disc)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def assert_refused(self, done, code, remedy):
        """Exactly this exit code, and one line for people that matches `remedy`."""
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0], remedy)
