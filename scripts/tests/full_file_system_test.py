#!/usr/bin/python3
"""What happens when the file system of a disc or of an output is full. A small one is mounted for it, in a name space of
this test's own; where that is not allowed the exit code is 77 and nothing was tested."""
import os
import subprocess
import sys
import unittest

from programs import ProgramTest, Server, digest, run

SKIPPED = 77
INSIDE = "BURNBENCH_MAY_MOUNT"


class FullFileSystem(ProgramTest):
    def setUp(self):
        super().setUp()
        self.mount = self.folder / "small"
        self.mount.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", self.mount], check=True)
        self.addCleanup(subprocess.run, ["umount", self.mount], check=True)
        self.tree = self.new_tree({"large.bin": os.urandom(16 << 20)})

    def new_disc_there(self, medium):
        disc = self.mount / "disc.bbd"
        made = run("bbdrive", "disc", "new", disc, "--medium", medium)
        self.assertEqual(made.returncode, 0, made.stderr)
        return disc

    def left(self):
        return [path.name for path in self.mount.iterdir()]

    def test_burn_fails_and_the_disc_is_sound(self):
        for medium in ("cd-r", "dvd+r", "bd-r"):
            with self.subTest(medium):
                disc = self.new_disc_there(medium)
                with Server("--drive", "generic-bd", "--disc", disc) as server:
                    self.assert_refused(run("bbburn", "write", server.urls[0], self.tree), 6,
                                        r"WRITE 10: MEDIUM ERROR 3/0C/00, WRITE ERROR.*take another one")
                self.assert_sound(disc)
                self.assertEqual(self.left(), ["disc.bbd"])
                disc.unlink()

    def test_output_is_not_begun(self):
        output = self.mount / "out.iso"
        self.assert_refused(run("bbburn", "image", self.tree, "-o", output), 7, r"out\.iso")
        self.assertEqual(self.left(), [])
        output.write_bytes(b"mine")
        before = digest(output)
        self.assert_refused(run("bbburn", "image", self.tree, "-o", output), 7, r"out\.iso")
        self.assertEqual(digest(output), before)
        self.assertEqual(self.left(), ["out.iso"])

    def test_read_out_is_not_begun(self):
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], self.tree).returncode, 0)
            self.assert_refused(run("bbburn", "read", server.urls[0], "-o", self.mount / "out.iso"), 7,
                                r"out\.iso cannot be written: No space left.*with room")
        self.assertEqual(self.left(), [])

    def test_new_disc_is_not_begun(self):
        (self.mount / "filling").write_bytes(bytes((8 << 20) - 4096))
        self.assert_refused(run("bbdrive", "disc", "new", self.mount / "x.bbd", "--medium", "bd-r"), 7, r"x\.bbd.*space")
        self.assertEqual(self.left(), ["filling"])


def enter_name_space():
    """Runs this program again where it may mount, as whoever started it."""
    words = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    probe = subprocess.run([*words, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, text=True)
    if probe.returncode != 0:
        print(f"skipped: no file system can be mounted here: {probe.stderr.strip()}")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp(words[0], [*words, sys.executable, *sys.argv])


if __name__ == "__main__":
    if INSIDE not in os.environ:
        enter_name_space()
    unittest.main(verbosity=2)
