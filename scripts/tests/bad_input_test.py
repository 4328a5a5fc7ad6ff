#!/usr/bin/python3
"""Bad input: each kind its exit code, one line that names the remedy, nothing lost, nothing left behind."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from programs import BIN, ROOT, ProgramTest, Server, digest, run  # noqa: E402


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

    def test_missing_output_folder(self):
        tree = self.new_tree()
        self.assert_refused(run("bbburn", "image", tree, "-o", self.folder / "no" / "out.iso"), 7,
                            r"out\.iso.*; name a place with room that you may write to")
        self.assert_refused(run("bbdrive", "disc", "new", self.folder / "no" / "x.bbd", "--medium", "bd-r"), 7, r"x\.bbd.*; name a file in a folder that you may write to")
        self.assertEqual(self.names(), ["tree"])

    def test_read_only_output_folder(self):
        # /proc takes no files whoever asks: root writes into any folder that is only marked read-only.
        tree = self.new_tree()
        self.assert_refused(run("bbburn", "image", tree, "-o", "/proc/out.iso"), 7, r"/proc/out\.iso.*; name a place with room that you may write to")

    def test_read_into_a_missing_folder(self):
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], self.new_tree()).returncode, 0)
            out = self.folder / "no" / "out.iso"
            self.assert_refused(run("bbburn", "read", server.urls[0], "-o", out), 7, r"out\.iso.*; name a file in a folder that you may write to")

    def test_output_in_the_place_of_a_pipe_or_folder(self):
        # A pipe stands for all that renaming a file to its name would destroy, /dev/null among them.
        disc = self.new_disc("bd-r")
        tree = self.new_tree()
        pipe, folder = self.folder / "pipe", self.folder / "folder"
        os.mkfifo(pipe)
        folder.mkdir()
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            url = server.urls[0]
            self.assertEqual(run("bbburn", "write", url, tree).returncode, 0)
            before = self.names()
            for out in (pipe, folder):
                for words in (["bbburn", "read", url, "-o", out], ["bbburn", "image", tree, "-o", out],
                              ["bbburn", "image", tree, "-o", self.folder / "x.iso", "--name-map", out],
                              ["bbburn", "info", url, "--record", out]):
                    with self.subTest(f"{words[1]} {out.name}"):
                        self.assert_refused(run(*words, timeout=20), 7, rf"{out.name}:? cannot be .*; name a (file in a folder|place with room) that you may write to")
                        self.assertTrue(pipe.is_fifo() and folder.is_dir())
            self.assertEqual(self.names(), before)

    def test_existing_disc_is_not_overwritten(self):
        disc = self.new_disc("bd-r")
        before = digest(disc)
        self.assert_refused(run("bbdrive", "disc", "new", disc, "--medium", "bd-r"), 7, r"exists already; choose another name")
        self.assertEqual(digest(disc), before)

    def test_missing_source_folder(self):
        self.assert_refused(run("bbburn", "image", self.folder / "no", "-o", self.folder / "out.iso"), 3, r"no: .*; name a folder")
        self.assertEqual(self.names(), [])
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        with Server("--drive", "generic-bd", "--disc", self.new_disc("bd-r")) as server:
            for source, what in ((self.folder / "no", "No such file or directory"), (pipe, "neither a folder nor a file")):
                self.assert_refused(run("bbburn", "write", server.urls[0], source, timeout=20), 3,
                                    rf"{source.name}: {what}; name a folder or an image file")

    def test_truncated_and_foreign_trace(self):
        disc = self.new_disc("bd-r")
        trace = self.folder / "t.bbt"
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "info", server.urls[0], "--record", trace).returncode, 0)
            truncated = self.folder / "truncated.bbt"
            truncated.write_text("".join(trace.read_text().splitlines(keepends=True)[:-1]))
            foreign = self.folder / "foreign.bbt"
            foreign.write_text("PK\x03\x04 this is no trace\n")
            lines = trace.read_text().splitlines(keepends=True)
            spoilt, twice, packed = (self.folder / name for name in ("spoilt.bbt", "twice.bbt", "packed.bbt.zst"))
            spoilt.write_text("".join([*lines[:3], lines[3][:-20] + "\n", *lines[4:]]))
            twice.write_text("".join(lines * 2))
            self.assertEqual(run("bbburn", "info", server.urls[0], "--record", packed).returncode, 0)
            os.truncate(packed, packed.stat().st_size - 30)
            give = "; give one that bbburn --record, bbrun --record or bbcheck record wrote"
            bad = ((truncated, r"truncated after \d+ exchanges.*; record it again"), (foreign, f"not a trace.*{give}"),
                   (self.folder / "missing.bbt", f"cannot be read: No such file or directory{give}"),
                   (self.folder, f"cannot be read: it is a folder{give}"), (spoilt, "line 4 is wrong: it is not JSON; record it again"),
                   (twice, "goes on after its end line; record each trace"), (packed, f"the compressed data ends in the middle{give}"))
            for file, said in bad:
                for words in (["replay", file, server.urls[0]], ["replay", file, "--as-drive", "--", "true", "{url}"],
                              ["alter", file, "-o", self.folder / "altered.bbt"]):
                    with self.subTest(f"{words[0]} {file.name}"):
                        before = digest(file)
                        self.assert_refused(run("bbcheck", *words), 3, said)
                        self.assertEqual(digest(file), before)
            self.assertFalse((self.folder / "altered.bbt").exists())

    def test_damaged_payload_of_a_trace(self):
        """The burner is right and the trace is not: no verdict, and nothing is begun."""
        disc, tree = self.new_disc("bd-r"), self.new_tree()
        trace, data = self.folder / "w.bbt", self.folder / "w.bbt.data"
        burn = ["write", "{url}", tree]
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], tree, "--record", trace).returncode, 0)
        whole = data.read_bytes()
        (tree / "hello.txt").write_bytes(b"hellp")  # a burner that is wrong, too: the trace cannot tell
        blank = self.new_disc("bd-r", "blank.bbd")
        before = digest(blank)
        with Server("--drive", "generic-bd", "--disc", blank) as server:
            for at in (0, len(whole) // 2, len(whole) - 1):
                data.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
                for words in (["--as-drive", "--cut-waiting", "--", BIN / "bbburn", *burn], [server.urls[0]]):
                    with self.subTest(f"{words[0]} {at}"):
                        self.assert_refused(run("bbcheck", "replay", trace, *words), 3,
                                            r"w\.bbt\.data: .* not the recorded ones; take the data file that came with")
            data.unlink()
            for words in (["--as-drive", "--cut-waiting", "--", BIN / "bbburn", *burn], [server.urls[0]]):
                self.assert_refused(run("bbcheck", "replay", trace, *words), 3, r"w\.bbt\.data: .*; put the trace's data file beside")
        self.assertEqual(digest(blank), before)

    def test_replay_that_judges_nothing(self):
        disc = self.new_disc("bd-r")
        trace = self.folder / "t.bbt"
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbcheck", "record", server.urls[0], "-o", trace).returncode, 0)
            header = trace.read_text().splitlines()[0]
            trace.write_text(header + '\n{"end":0}\n')
            for words in ([server.urls[0]], ["--as-drive", "--", "true", "{url}"]):
                with self.subTest(words[0]):
                    done = run("bbcheck", "replay", trace, *words)
                    self.assert_refused(done, 9, "nothing was judged: the trace holds no exchange; record one with commands")
                    self.assertEqual(done.stdout, "")
            self.assert_refused(run("bbcheck", "alter", trace, "-o", self.folder / "a"), 3,
                                "holds nothing that is judged; give a trace with other commands")

    def test_one_name_for_two_files(self):
        disc, tree = self.new_disc("bd-r"), self.new_tree()
        image, waivers, script = self.folder / "x.iso", self.folder / "waivers", self.folder / "script"
        self.assertEqual(run("bbburn", "image", tree, "-o", image).returncode, 0)
        waivers.write_text('{"waivers": []}', encoding="utf-8")
        script.write_text("25 00 00 00 00 00 00 00 00 00 in 8\n", encoding="utf-8")
        soft, hard, new, linked = (self.folder / name for name in ("soft", "hard", "new", "linked"))
        soft.symlink_to("x.iso")
        linked.symlink_to("new")
        os.link(image, hard)
        other = self.folder / "tree" / ".." / "x.iso"
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            url = server.urls[0]
            trace = self.folder / "t.bbt"
            self.assertEqual(run("bbcheck", "record", url, "-o", trace).returncode, 0)
            before = {path: digest(path) for path in self.folder.iterdir()}
            pairs = [(image, image), (image, soft), (hard, image), (image, other), (new, new), (linked, new)]
            cases = [[*words[:-2], one, words[-2], two] for one, two in pairs for words in (
                ["bbburn", "read", url, "-o", "--record", None], ["bbburn", "image", tree, "-o", "--name-map", None],
                ["bbburn", "write", url, tree, "--record", "--name-map", None],
                ["bbburn", "append", url, tree, "--record", "--name-map", None])]
            cases += [["bbburn", verb, url, one, "--record", two] for one, two in pairs[:4] for verb in ("write", "verify")]
            cases += [["bbburn", "read", url, "-o", self.folder / "n.data", "--record", self.folder / "n"],
                      ["bbcheck", "run", url, "--junit", waivers, "--waivers", waivers],
                      ["bbcheck", "record", url, "-o", script, "--script", script],
                      ["bbcheck", "alter", trace, "-o", trace], ["bbcheck", "alter", trace, "-o", f"{trace}.data"]]
            for program, *words in cases:
                with self.subTest(" ".join(map(str, words))):
                    self.assert_refused(run(program, *words), 2, "are one file; give each a file of its own")
            self.assert_refused(run("bbburn", "image", tree, "-o", tree / "hello.txt"), 2, "give a file outside of it")
            self.assertEqual({path: digest(path) for path in self.folder.iterdir()}, before)
        self.assertEqual((tree / "hello.txt").read_bytes(), b"hello")

    def test_option_without_effect(self):
        image = self.folder / "x.iso"
        self.assertEqual(run("bbburn", "image", self.new_tree(), "-o", image).returncode, 0)
        disc = self.new_disc("bd-r")
        before = digest(disc)
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            for words in (["--name-map", self.folder / "m"], ["--strict"], ["--volume-id", "X"]):
                with self.subTest(words[0]):
                    self.assert_refused(run("bbburn", "write", server.urls[0], image, *words), 2,
                                        f"{words[0]} belongs to a folder.*leave {words[0]} out")
            for words in (["--exit-code", "1"], ["--cut-waiting"]):
                self.assert_refused(run("bbcheck", "replay", image, server.urls[0], *words), 2, f"{words[0]} requires --as-drive")
        self.assertFalse((self.folder / "m").exists())
        self.assertEqual(digest(disc), before)

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

    def test_output_that_cannot_be_written(self):
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            for program, *words in (["bbdrive", "disc", "new", self.folder / "n.bbd", "--medium", "cd-r"],
                                    ["bbburn", "info", server.urls[0], "--json"], ["bbcheck", "list", "--json"]):
                with self.subTest(program), open("/dev/full", "w", encoding="utf-8") as full:
                    done = subprocess.run([str(BIN / program), *map(str, words)], stdout=full, stderr=subprocess.PIPE,
                                          text=True, timeout=60)
                    done.stdout = ""
                    self.assert_refused(done, 7, "standard output cannot be written; send it where there is room")

    def test_a_pipe_is_no_disc(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        serve = ["serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--disc", pipe]
        for words in (serve, ["disc", "info", pipe], ["disc", "new", self.folder / "r", "--medium", "cd-rom", "--from", pipe]):
            with self.subTest(" ".join(map(str, words[:2]))):
                self.assert_refused(run("bbdrive", *words, timeout=20), 3, r"neither a file nor a block device; name")

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
