#!/usr/bin/python3
"""What bbrun records replays, its own burner under it too."""
import json
import os
import signal
import unittest

from bbrun_programs import BbrunTest, GENERIC
from programs import BIN, Server, run


class Recordings(BbrunTest):
    def blanks(self, medium):
        """Two blank discs as they are sold, each in a drive of its own: what differs between them is masked."""
        discs = [self.new_disc(medium, name) for name in ("first.bbd", "second.bbd")]
        servers = [Server("--drive", "generic-bd", "--disc", disc) for disc in discs]
        for server in servers:
            self.addCleanup(server.stop)
        return [server.urls[0] for server in servers]

    def image(self, blocks=500):
        image = self.folder / "image"
        image.write_bytes(os.urandom(blocks * 2048))
        return image

    def assert_replays(self, trace, url):
        header = json.loads(trace.read_text(encoding="utf-8").splitlines()[0])
        self.assertEqual(header["provenance"]["kind"], "assumed")
        replayed = run("bbcheck", "replay", trace, url)
        self.assertEqual(replayed.returncode, 0, replayed.stdout + replayed.stderr)

    def test_of_each_burner_replay_on_another_blank_disc(self):
        image = self.image()
        xorriso = ("xorriso", "-outdev", "/dev/sr0", "-map", image, "/i", "-commit")
        for medium, command in (("cd-r", ("cdrskin", "dev=/dev/sr0", "-sao", image)),
                                ("cd-r", ("cdrskin", "dev=/dev/sr0", "-tao", "-multi", image)),
                                ("cd-r", ("wodim", "dev=/dev/sr0", "-tao", image)),
                                ("cd-r", ("wodim", "dev=/dev/sr0", "-dao", image)),
                                ("cd-r", xorriso),
                                ("bd-r", xorriso),
                                ("dvd+r", ("growisofs", "-Z", f"/dev/sr0={image}"))):
            with self.subTest(" ".join((medium, *map(str, command)))):
                for old in self.folder.glob("*.bbd"):
                    old.unlink()
                mine, fresh = self.blanks(medium)
                trace = self.folder / f"{command[0]}.bbt"
                burned = self.bbrun("--drive", mine, "--record", trace, "--", *command)
                self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)
                self.assert_replays(trace, fresh)

    def test_of_a_bbrun_inside_a_bbrun_replay(self):
        mine, fresh = self.blanks("cd-r")
        trace = self.folder / "inner.bbt"
        burned = self.bbrun("--drive", mine, "--", BIN / "bbrun", "--record", trace, "--",
                            "cdrskin", "dev=/dev/sr0", "-sao", self.image())
        self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)
        self.assert_replays(trace, fresh)

    def test_inner_and_outer_trace_tell_of_the_same_burn(self):
        mine, _ = self.blanks("cd-r")
        outer, inner = self.folder / "outer.bbt", self.folder / "inner.bbt"
        burned = self.bbrun("--drive", mine, "--record", outer, "--", BIN / "bbrun", "--record", inner, "--",
                            "cdrskin", "dev=/dev/sr0", "-sao", self.image())
        self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)

        def writes(trace):
            lines = map(json.loads, trace.read_text(encoding="utf-8").splitlines())
            return [line["cdb"] for line in lines if line.get("cdb", "").replace(" ", "").startswith("2A")]

        self.assertGreater(len(writes(inner)), 10)
        self.assertEqual(writes(outer), writes(inner))

    def test_of_a_program_that_was_killed_are_whole(self):
        trace = self.folder / "killed.bbt"
        done = self.bbrun(*GENERIC, "--record", trace, "--", "sh", "-c", "sg_inq /dev/sr0; kill -9 $$")
        self.assertEqual(done.returncode, 128 + signal.SIGKILL)
        self.assertIn("end", json.loads(trace.read_text(encoding="utf-8").splitlines()[-1]))


class OwnBurner(BbrunTest):
    def test_bbburn_writes_over_sg_io(self):
        tree = self.new_tree()
        for medium in ("cd-r", "dvd+r", "bd-r"):
            with self.subTest(medium):
                keep = (*GENERIC, "--keep", self.folder / f"{medium}.bbd")
                burned = self.bbrun(*keep, "--medium", medium, "--", BIN / "bbburn", "write", "/dev/sr0", tree)
                self.assertEqual(burned.returncode, 0, burned.stderr)
                read = self.bbrun(*keep, "--", "isoinfo", "-x", "/HELLO.TXT;1", "-i", "/dev/sr0")
                self.assertEqual(read.stdout, "hello")


if __name__ == "__main__":
    unittest.main(verbosity=2)
