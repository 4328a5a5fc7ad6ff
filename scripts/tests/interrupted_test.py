#!/usr/bin/python3
"""What ends in the middle of a burn or of reading: a signal to either side, a reader that goes away. The disc is sound and
nothing is left behind."""
import os
import shutil
import signal
import subprocess
import unittest

from programs import BIN, ProgramTest, Server, digest, events, run


class Interrupted(ProgramTest):
    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def start(self, *words):
        """bbburn with --json; its standard error and output are read by the test."""
        return subprocess.Popen([str(BIN / "bbburn"), *map(str, words), "--json"], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def start_burning(self, url, tree):
        """The burner, once it has written something."""
        burner = self.start("write", url, tree)
        for line in burner.stdout:
            if '"progress"' in line and '"written":0,' not in line:
                return burner
        self.fail(burner.stderr.read())

    def test_sigterm_in_mid_burn(self):
        for medium in ("bd-r", "dvd+r", "cd-r"):
            with self.subTest(medium):
                self.end_in_mid_burn(medium)

    def test_lost_terminal_in_mid_burn(self):
        self.end_in_mid_burn("bd-r", signal.SIGHUP)

    def end_in_mid_burn(self, medium, how=signal.SIGTERM):
        disc = self.new_disc(medium)
        tree = self.new_tree({"large.bin": os.urandom(64 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc, clock="real") as server:
            burner = self.start_burning(server.urls[0], tree)
            burner.send_signal(how)
            _, said = burner.communicate(timeout=120)
            self.assertEqual(burner.returncode, 1, said)
            self.assertRegex(said, r"\Abbburn: stopped by a signal, session 1 .*; burn it again\n\Z")
            media = run("bbburn", "media", server.urls[0])
            self.assertRegex(media.stdout, "appendable")
        self.assert_sound(disc)
        disc.unlink()
        shutil.rmtree(tree)
        self.assertEqual(self.names(), [])

    def test_sigterm_while_the_burn_is_compared(self):
        disc = self.new_disc("bd-r")
        tree = self.new_tree({"large.bin": os.urandom(32 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc, clock="real") as server:
            burner = self.start("write", server.urls[0], tree, "--verify")
            for line in burner.stdout:
                if '"step"' in line and "read back" in line:
                    break
            burner.send_signal(signal.SIGTERM)
            rest, said = burner.communicate(timeout=120)
            self.assertEqual(burner.returncode, 1, said)
            self.assertRegex(said, r"\Abbburn: .* session 1 was written whole and not compared .* bbburn verify\n\Z")
            last = [event for event in events(rest) if event["event"] in ("done", "cancelled")]
            self.assertEqual([(event["event"], event["verified"]) for event in last], [("cancelled", False)])

    def test_sigterm_of_the_server_in_mid_burn(self):
        disc = self.new_disc("bd-r")
        tree = self.new_tree({"large.bin": os.urandom(64 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc, clock="real") as server:
            burner = self.start_burning(server.urls[0], tree)
            self.assertEqual(server.stop(), 0)
            _, said = burner.communicate(timeout=120)
            self.assertEqual(burner.returncode, 4, said)
            self.assertRegex(said, r"\Abbburn: .*; look at the disc with bbburn media once the drive is back\n\Z")
        self.assert_sound(disc)
        self.assertEqual(self.names(), ["bd-r.bbd", "tree"])

    def test_sigterm_while_reading(self):
        disc = self.new_disc("bd-r")
        tree = self.new_tree({"large.bin": os.urandom(64 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], tree).returncode, 0)
        out = self.folder / "out.iso"
        out.write_bytes(b"mine")
        before = digest(disc)
        with Server("--drive", "generic-bd", "--disc", disc, clock="real") as server:
            reader = self.start("read", server.urls[0], "-o", out)
            reader.stdout.readline()
            reader.send_signal(signal.SIGTERM)
            _, said = reader.communicate(timeout=120)
            self.assertEqual(reader.returncode, 1, said)
            self.assertRegex(said, r"\Abbburn: stopped by a signal, .*out\.iso was not written; read it again\n\Z")
        self.assertEqual(out.read_bytes(), b"mine")
        self.assertEqual(digest(disc), before)
        self.assertEqual(self.names(), ["bd-r.bbd", "out.iso", "tree"])

    def test_reader_of_the_output_goes_away_in_mid_burn(self):
        disc = self.new_disc("bd-r")
        tree = self.new_tree({"large.bin": os.urandom(8 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            burner = self.start("write", server.urls[0], tree)
            burner.stdout.readline()
            burner.stdout.close()
            self.assertRegex(burner.stderr.read(), r"standard output cannot be written")
            burner.stderr.close()
            self.assertEqual(burner.wait(timeout=60), 7)
            self.assertRegex(run("bbburn", "media", server.urls[0]).stdout, r"appendable, last session empty")


if __name__ == "__main__":
    unittest.main(verbosity=2)
