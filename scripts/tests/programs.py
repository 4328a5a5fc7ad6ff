"""The programs as users run them: what the tests beside this file share."""
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import served  # noqa: E402: the folder has to be known first
from served import events  # noqa: E402, F401: the tests take it from here

BIN = pathlib.Path(os.environ.get("BURNBENCH_BIN", ROOT / "build" / "dev" / "bin"))
TARGET = "iqn.2026-11.test.burnbench:"


def run(program, *words, timeout=120, **options):
    """Runs one of our programs to its end: exit code, output, and what it said to people."""
    return subprocess.run([str(BIN / program), *map(str, words)], capture_output=True, text=True, timeout=timeout,
                          **options)


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


class Server(served.Server):
    def __init__(self, *words, clock="instant"):
        super().__init__(BIN, *words, clock=clock, stderr=subprocess.PIPE)


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
