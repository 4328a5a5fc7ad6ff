#!/usr/bin/python3
"""Bad input to drives and discs: each kind its exit code, one line that names the remedy, nothing lost, nothing left behind."""
import json
import os
import shutil
import signal
import socket
import unittest

from programs import ROOT, ProgramTest, Server, digest, run


class BadInput(ProgramTest):
    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_unknown_drive_profile(self):
        done = run("bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", "acme-9000")
        self.assert_refused(done, 3, r"acme-9000.*; known: generic-bd")

    def test_unknown_medium(self):
        before = self.names()
        self.assert_refused(run("bbdrive", "disc", "new", self.folder / "x.bbd", "--medium", "wax"), 3, r"wax.*; known are bd-r")
        self.assertEqual(self.names(), before)

    def test_medium_that_the_drive_cannot_take(self):
        disc = self.new_disc("bd-r")
        before = digest(disc)
        done = run("bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", "generic-cd", "--disc", disc)
        self.assert_refused(done, 5, r"generic-cd.*choose another --drive or another disc")
        self.assertEqual(digest(disc), before)
        self.assert_sound(disc)

    def test_speed_that_is_none(self):
        tree = self.new_tree()
        with Server("--drive", "generic-bd", "--disc", self.new_disc("bd-r")) as server:
            for speed in ("0", "0x", "-8x", "fast", "1000001", "1000000x", "4294967296"):
                with self.subTest(speed):
                    done = run("bbburn", "write", server.urls[0], tree, f"--speed={speed}", "--dry-run")
                    self.assert_refused(done, 2, r"a multiple as 8x")

    def test_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            disc = self.new_disc("bd-r")
            before = digest(disc)
            done = run("bbdrive", "serve", "--listen", f"127.0.0.1:{port}", "--drive", "generic-bd", "--disc", disc)
            self.assert_refused(done, 8, rf"{port}.*; .*another port")
        self.assertEqual(digest(disc), before)
        self.assert_sound(disc)

    def test_repeated_target_name(self):
        done = run("bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--drive", "generic-bd")
        self.assert_refused(done, 2, r"two drives would be called 'generic-bd'.*another --name")

    def test_unreachable_target(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        url = f"iscsi://127.0.0.1:{port}/iqn.2026-11.test.burnbench:generic-bd/0"
        tree = self.new_tree()
        out = self.folder / "out.iso"
        for words in (["info", url], ["media", url], ["write", url, tree], ["append", url, tree],
                      ["read", url, "-o", out], ["verify", url, self.folder / "tree" / "more.bin"]):
            with self.subTest(words[0]):
                self.assert_refused(run("bbburn", *words), 4, r"start the server.*or correct the address")
        self.assertFalse(out.exists())

    def test_unknown_target_name(self):
        with Server("--drive", "generic-bd") as server:
            url = server.urls[0].replace("generic-bd", "another")
            self.assert_refused(run("bbburn", "info", url), 4, r"another.*; correct the target's name .* or free the drive")

    def test_tree_larger_than_the_disc(self):
        disc = self.new_disc("cd-r")
        tree = self.new_tree()
        with open(tree / "large", "wb") as large:
            large.truncate(800 << 20)
        before = digest(disc)
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assert_refused(run("bbburn", "write", server.urls[0], tree), 5,
                                r"the disc has room for \d+; leave something out or insert a larger disc")
            media = run("bbburn", "media", server.urls[0])
            self.assertRegex(media.stdout, "blank")
        self.assertEqual(digest(disc), before)
        self.assert_sound(disc)

    def test_full_disc(self):
        """A disc of a size of our own, so that filling it to its last cluster takes no time."""
        data = self.folder / "data"
        shutil.copytree(ROOT / "profiles", data / "profiles")
        small = json.loads((ROOT / "profiles" / "media" / "bd-r.json").read_text(encoding="utf-8"))
        small.update(name="small", capacity_blocks=32 * 38)
        (data / "profiles" / "media" / "small.json").write_text(json.dumps(small), encoding="utf-8")
        disc = self.folder / "small.bbd"
        made = run("bbdrive", "disc", "new", disc, "--medium", "small", env={**os.environ, "BURNBENCH_DATA": str(data)})
        self.assertEqual(made.returncode, 0, made.stderr)
        tree = self.new_tree({"most.bin": os.urandom(2048 * 32 * 37)})
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], tree).returncode, 0)
            self.assertRegex(run("bbburn", "media", server.urls[0]).stdout, "appendable")
        before = digest(disc)
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assert_refused(run("bbburn", "append", server.urls[0], tree), 5,
                                r"names no address to write next; insert a blank disc")
        self.assertEqual(digest(disc), before)
        self.assert_sound(disc)

    def test_complete_disc(self):
        disc = self.new_disc("dvd+r")
        tree = self.new_tree()
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], tree, "--finalize").returncode, 0)
            for verb in ("append", "write"):
                self.assert_refused(run("bbburn", verb, server.urls[0], tree), 5, r"complete.*insert a blank disc")
        self.assert_sound(disc)

    def test_empty_drive(self):
        with Server("--drive", "generic-bd") as server:
            self.assert_refused(run("bbburn", "write", server.urls[0], self.new_tree()), 5, r"insert a blank disc")

    def test_damaged_disc_file(self):
        disc = self.new_disc("bd-r")
        with open(disc, "r+b") as file:  # both superblocks
            file.seek(16)
            file.write(b"\xFF" * 32)
            file.seek(4096 + 16)
            file.write(b"\xFF" * 32)
        before = digest(disc)
        serve = ["serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--disc", disc]
        for words in (serve, ["disc", "info", disc], ["disc", "verify", disc]):
            with self.subTest(" ".join(map(str, words[:2]))):
                self.assert_refused(run("bbdrive", *words), 3, r"damaged disc file, superblock: .*; take a copy of the disc instead")
                self.assertEqual(digest(disc), before)

    def test_disc_already_served(self):
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc):
            before = digest(disc)
            done = run("bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--disc", disc)
            self.assert_refused(done, 8, r"in use.*; ")
            self.assertEqual(digest(disc), before)
        self.assert_sound(disc)

    def test_served_file_is_cut_short(self):
        tree = self.new_tree({"large.bin": os.urandom(4 << 20)})
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], tree).returncode, 0)
            os.truncate(disc, 2 << 20)
            out = self.folder / "out.iso"
            self.assert_refused(run("bbburn", "read", server.urls[0], "-o", out), 6, r"3/11/00.*another")
            self.assertFalse(out.exists())
            self.assert_refused(run("bbburn", "append", server.urls[0], tree), 6, r"3/0C/00.*; clean the disc or take another one")
            self.assertEqual(run("bbburn", "info", server.urls[0]).returncode, 0)
            said = server.process.stderr
            self.assertEqual(server.process.poll(), None)
            server.process.send_signal(signal.SIGTERM)
            self.assertRegex(said.read(), r"not all could be written")
            self.assertEqual(server.stop(), 7)
        image = self.folder / "image.iso"
        self.assertEqual(run("bbburn", "image", tree, "-o", image).returncode, 0)
        with Server("--drive", "generic-bd", "--disc", image) as server:
            os.truncate(image, 1 << 20)
            self.assert_refused(run("bbburn", "read", server.urls[0], "-o", out), 6, r"3/11/00.*another")
            self.assertEqual(server.stop(), 0)

    def test_append_of_an_image_file(self):
        image = self.folder / "image.iso"
        self.assertEqual(run("bbburn", "image", self.new_tree(), "-o", image).returncode, 0)
        disc = self.new_disc("bd-r")
        before = digest(disc)
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assert_refused(run("bbburn", "append", server.urls[0], image), 3, r"image\.iso is a file.*name a folder")
        self.assertEqual(digest(disc), before)

    def test_disc_of_a_newer_version(self):
        disc = self.new_disc("bd-r")
        with open(disc, "r+b") as file:
            for superblock in (0, 4096):
                file.seek(superblock + 8)
                file.write(b"\x00\x02")
        before = digest(disc)
        serve = ["serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--disc", disc]
        for words in (serve, ["disc", "info", disc], ["disc", "verify", disc]):
            with self.subTest(" ".join(map(str, words[:2]))):
                self.assert_refused(run("bbdrive", *words), 3, r"made by a newer bbdrive .*; use that one")
                self.assertEqual(digest(disc), before)

    def test_medium_that_the_file_cannot_be(self):
        disc = self.new_disc("bd-r")
        serve = ["serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd"]
        self.assert_refused(run("bbdrive", *serve, "--disc", disc, "--medium", "cd-rom"), 3, r"leave --medium out")
        self.assert_refused(run("bbdrive", *serve, "--medium", "cd-rom"), 2, r"--disc")
        self.assert_refused(run("bbdrive", *serve, "--seed", "-1"), 2, r"--seed")

    def test_drive_profile_that_is_none(self):
        bad = self.folder / "bad.json"
        bad.write_text("{}", encoding="utf-8")
        for profile in (bad, self.folder, "/dev/zero", "/etc/hostname", ""):
            with self.subTest(str(profile)):
                done = run("bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", profile, timeout=20)
                self.assert_refused(done, 3, r"generic-bd")

    def test_fault_plan_that_is_none(self):
        serve = ["serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd"]
        plan = json.loads((ROOT / "fixtures" / "faults" / "power-loss.json").read_text(encoding="utf-8"))
        plan["rules"][0]["operation"] = plan["rules"][0].pop("operation_code")
        cases = {"typo": (json.dumps(plan), r"rules\[0\]\.operation is no key"), "text": ("no plan", r"not a JSON object"),
                 "empty": ("{}", r"format is missing"), "huge": (" " * (1 << 20) + "{}", r"larger than 1048576 bytes")}
        for name, (text, what) in cases.items():
            with self.subTest(name):
                bad = self.folder / f"{name}.json"
                bad.write_text(text, encoding="utf-8")
                done = run("bbdrive", *serve, "--faults", bad, timeout=20)
                self.assert_refused(done, 3, rf"{name}\.json: no fault plan: .*{what}.*write it as fault_plan\.schema\.json says")
        for place in ("/dev/zero", self.folder, self.folder / "none.json"):
            with self.subTest(str(place)):
                self.assert_refused(run("bbdrive", *serve, "--faults", place, timeout=20), 3, r"no file; write it as fault_plan\.schema\.json says")
        good = self.folder / "good.json"
        self.assert_refused(run("bbdrive", "serve", "--faults", good, "--drive", "generic-bd"), 2, r"--faults belong after the --drive")
        self.assert_refused(run("bbdrive", *serve, "--faults", good, "--faults", good), 2, r"--faults is given twice")

    def test_device_that_is_no_drive(self):
        for device in ("/dev/null", "/dev/no-such-drive", self.folder):
            with self.subTest(str(device)):
                self.assert_refused(run("bbburn", "info", device), 4, r"name an optical drive")

    def test_image_shorter_than_its_session(self):
        tree = self.new_tree({"large.bin": os.urandom(1 << 20)})
        image = self.folder / "image.iso"
        for medium in ("bd-r", "dvd+r", "cd-r"):
            with self.subTest(medium), Server("--drive", "generic-bd", "--disc", self.new_disc(medium)) as server:
                self.assertEqual(run("bbburn", "image", tree, "-o", image).returncode, 0)
                self.assertEqual(run("bbburn", "write", server.urls[0], image).returncode, 0)
                self.assertEqual(run("bbburn", "verify", server.urls[0], image).returncode, 0)
                os.truncate(image, 2048 * 100)
                self.assert_refused(run("bbburn", "verify", server.urls[0], image), 1, r"block 100, is not zero; compare with the whole image")


if __name__ == "__main__":
    unittest.main(verbosity=2)
