#!/usr/bin/python3
"""bbburn as users run it: what is read back is what was mastered, a dry run leaves the disc alone, the name map and --strict
say what an image does not hold, and a terminal gets a bar."""
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
import unittest

from programs import BIN, ProgramTest, Server, digest, events, run

BLOCK = 2048


class BbburnTest(ProgramTest):
    def done(self, *words, code=0):
        """What a run of bbburn printed; it ended with this code."""
        ended = run("bbburn", *words)
        self.assertEqual(ended.returncode, code, ended.stdout + ended.stderr)
        return ended

    def serve(self, medium):
        server = Server("--drive", "generic-bd", "--disc", self.new_disc(medium))
        self.addCleanup(server.stop)
        return server.urls[0]

    def tracks(self, url):
        return [event for event in events(self.done("media", url, "--json").stdout) if event["event"] == "track"]

    def tree(self, name, content):
        tree = self.folder / name
        tree.mkdir()
        (tree / "file.bin").write_bytes(content)
        return tree

    def image_of(self, tree, start=0):
        image = self.folder / f"{tree.name}.iso"
        self.done("image", tree, "-o", image, "--start", start)
        return image.read_bytes()


class Overwrite(BbburnTest):
    """BD-RE, DVD+RW and DVD-RAM: written from block 0 as often as anybody wants."""

    def test_disc_is_formatted_written_and_overwritten_only_when_asked(self):
        first, second = self.tree("first", os.urandom(300_000)), self.tree("second", os.urandom(200_000))
        images = [self.image_of(tree) for tree in (first, second)]
        for medium in ("bd-re", "dvd+rw", "dvd-ram"):
            with self.subTest(medium):
                url = self.serve(medium)
                self.done("write", url, first, "--verify")
                image = self.folder / "first.iso"
                self.done("verify", url, image)
                refused = run("bbburn", "write", url, second)
                self.assert_refused(refused, 5, "use --overwrite, or insert another disc")
                self.done("verify", url, image)
                self.done("write", url, second, "--overwrite")
                self.done("verify", url, self.folder / "second.iso")
                self.assertEqual(self.done("verify", url, image, code=1).returncode, 1)
                self.assert_refused(run("bbburn", "append", url, first), 5, 'use "bbburn write"')
        self.assertNotEqual(*images)

    def test_format_empties_a_disc_and_chooses_its_spare_areas(self):
        url = self.serve("bd-re")
        self.done("write", url, self.tree("tree", os.urandom(100_000)))
        sizes = {"none": 12_219_392, "min": 12_088_320, "max": 11_564_032, "default": 11_826_176}
        for spare, blocks in sizes.items():
            formatted = events(self.done("format", url, "--spare", spare, "--json").stdout)[-1]
            self.assertEqual((formatted["event"], formatted["blocks"]), ("formatted", blocks))
            medium = events(self.done("media", url, "--json").stdout)[0]
            self.assertEqual(medium["last_block"], blocks - 1)
        self.done("write", url, self.folder / "tree")
        self.done("format", url, "--full", "--dry-run")
        self.assert_refused(run("bbburn", "write", url, self.folder / "tree"), 5, "use --overwrite")

    def test_blank_makes_room_on_a_cd_rw(self):
        url = self.serve("cd-rw")
        first, second = self.tree("first", os.urandom(700_000)), self.tree("second", os.urandom(900_000))
        image = self.folder / "second.iso"
        self.image_of(second)
        for words, is_full in (([], False), (["--fast"], False), (["--full"], True)):
            with self.subTest(words):
                self.done("write", url, first, "--finalize")
                self.assert_refused(run("bbburn", "write", url, second), 5, "complete")
                self.assertEqual(events(self.done("blank", url, *words, "--json").stdout)[-1],
                                 {"event": "blanked", "full": is_full})
                medium = events(self.done("media", url, "--json").stdout)[0]
                self.assertEqual((medium["medium"], medium["status"]), ("CD-RW", "blank"))
                self.done("write", url, second)
                self.done("verify", url, image)
                self.done("append", url, first)
                self.assertEqual(events(self.done("media", url, "--json").stdout)[0]["closed_sessions"], 2)
                self.done("blank", url)
        self.done("blank", url)

    def test_dvd_rw_is_blanked_formatted_and_written_in_either_form(self):
        url = self.serve("dvd-rw")
        trees = [self.tree(name, os.urandom(size)) for name, size in (("small", 100_000), ("large", 900_000))]
        for tree in trees:
            self.image_of(tree)
        self.done("write", url, trees[0])
        self.done("append", url, trees[1])
        self.done("format", url)
        for tree, words in zip([*trees, *trees], ([], ["--overwrite"], ["--overwrite"], ["--overwrite"])):
            self.done("write", url, tree, "--verify", *words)
            self.done("verify", url, self.folder / f"{tree.name}.iso")
        medium = events(self.done("media", url, "--json").stdout)[0]
        self.assertEqual((medium["medium"], medium["status"]), ("DVD-RW restricted overwrite", "complete"))
        self.assert_refused(run("bbburn", "append", url, trees[0]), 5, 'use "bbburn write"')
        self.done("blank", url, "--fast")
        self.assert_refused(run("bbburn", "write", url, trees[0]), 5, 'use "bbburn blank --full"')
        self.done("blank", url, "--full")
        self.done("write", url, trees[0], "--finalize")
        self.done("verify", url, self.folder / "small.iso")
        self.done("format", url, "--full")
        self.done("write", url, trees[1])

    def test_other_discs_are_neither_formatted_nor_blanked(self):
        self.assert_refused(run("bbburn", "format", self.serve("cd-r")), 5, r"insert a BD-RE, a DVD\+RW, a DVD-RW or a DVD-RAM")
        self.assert_refused(run("bbburn", "blank", self.serve("bd-r")), 5, "insert a CD-RW or a DVD-RW")
        self.assert_refused(run("bbburn", "blank", self.serve("bd-re")), 5, 'use "bbburn format"')
        self.assert_refused(run("bbburn", "format", self.serve("dvd+rw"), "--spare", "max"), 5, "leave --spare out")


class Read(BbburnTest):
    def read(self, url, *words):
        copy = self.folder / "copy.iso"
        self.done("read", url, "-o", copy, *words)
        return copy.read_bytes()

    def burn_two(self, medium):
        """A disc of two sessions: its address and the images."""
        url = self.serve(medium)
        first, second = self.tree("first", os.urandom(700_000)), self.tree("second", os.urandom(900_000))
        images = [self.image_of(first)]
        self.done("write", url, first)
        images.append(self.image_of(second, self.tracks(url)[-1]["next_writable"]))
        self.done("append", url, second)
        return url, images

    def assert_is(self, copy, image, unit):
        self.assertEqual(copy[:len(image)], image)
        self.assertEqual(copy[len(image):].strip(b"\0"), b"")
        self.assertLess(len(copy) - len(image), unit * BLOCK)

    def test_session_or_track_that_was_asked_for(self):
        for medium, unit in (("cd-r", 1), ("dvd-r", 16), ("dvd+r", 16), ("dvd+r-dl", 16), ("bd-r", 32)):
            with self.subTest(medium):
                url, images = self.burn_two(medium)
                self.assert_is(self.read(url), images[1], unit)
                for number, image in enumerate(images, 1):
                    self.assert_is(self.read(url, "--session", number), image, unit)
                    self.assert_is(self.read(url, "--track", number), image, unit)
                    (self.folder / "image.iso").write_bytes(image)
                    self.done("verify", url, self.folder / "image.iso", "--session", number)
                    self.done("verify", url, self.folder / "image.iso", "--track", number)
                    self.assert_refused(run("bbburn", "verify", url, self.folder / "image.iso", "--track", 3 - number), 1,
                                        "compare with another track")
                self.assert_refused(run("bbburn", "verify", url, self.folder / "image.iso", "--track", 3), 5, "1 to 2")
                self.assert_refused(run("bbburn", "read", url, "-o", self.folder / "x", "--session", 3), 5, "1 to 2")
                self.assert_refused(run("bbburn", "read", url, "-o", self.folder / "x", "--track", 3), 5, "1 to 2")
                self.assertFalse((self.folder / "x").exists())
                for name in ("first", "second"):
                    (self.folder / name / "file.bin").unlink()
                    (self.folder / name).rmdir()

    def burn_two_tracks(self):
        """A CD-R with two tracks of 300 blocks in one session, which takes commands of our own: its address."""
        url = self.serve("cd-r")
        script = self.folder / "script"
        with open(script, "w", encoding="ascii") as lines:
            for track, start in ((1, 0), (2, 300 + 2 + 150)):  # behind run-out blocks and a pre-gap
                for lba in range(start, start + 300, 15):
                    print(f"2A 00 {lba:08X} 00 000F 00 out " + f"{track:02X}" * (15 * BLOCK), file=lines)
                print(f"35 00 00000000 00 0000 00\n5B 00 01 00 00 {track:02X} 00 00 00 00", file=lines)
            print("5B 00 02 00 00 00 00 00 00 00", file=lines)
        recorded = run("bbcheck", "record", url, "-o", self.folder / "t.bbt", "--script", script)
        self.assertEqual(recorded.returncode, 0, recorded.stderr)
        return url

    def test_track_of_a_session_with_gaps_is_read_and_verified(self):
        url = self.burn_two_tracks()
        self.assertEqual([track["session"] for track in self.tracks(url)], [1, 1])
        image = self.folder / "image"
        for words in (["read", url, "-o", self.folder / "x"], ["verify", url, image]):
            image.write_bytes(bytes(BLOCK))
            self.assert_refused(run("bbburn", *words, "--session", 1), 5, "2 tracks with gaps.*; choose one with --track")
        for track in (1, 2):
            image.write_bytes(bytes([track]) * (300 * BLOCK))
            self.assertEqual(self.read(url, "--track", track), image.read_bytes())
            self.assertRegex(self.done("verify", url, image, "--track", track).stdout, "^300 blocks .* are equal")
            self.assert_refused(run("bbburn", "verify", url, image, "--track", 3 - track), 1, "block 0 .*another track")

    def test_replaces_the_file_that_was_there(self):
        url = self.serve("bd-r")
        tree = self.tree("tree", b"x")
        self.done("write", url, tree)
        (self.folder / "copy.iso").write_bytes(b"mine")
        self.assert_is(self.read(url), self.image_of(tree), 32)


class Write(BbburnTest):
    def test_dry_run_prints_the_plan_and_leaves_the_disc_alone(self):
        for medium in ("cd-r", "dvd+r", "bd-r"):
            with self.subTest(medium):
                disc = self.new_disc(medium)
                before = digest(disc)
                tree = self.new_tree()
                with Server("--drive", "generic-bd", "--disc", disc) as server:
                    plan = self.done("write", server.urls[0], tree, "--dry-run").stdout
                    self.assertRegex(plan, r"(?m)^ +\d+\. write \d+ blocks from 0: ")
                    self.assertRegex(plan, r"(?m)^when cancelled after blocks were written:$")
                    self.assertRegex(self.done("media", server.urls[0]).stdout, "blank")
                self.assertEqual(digest(disc), before)

    def test_session_is_closed_and_the_disc_stays_appendable_unless_finalized(self):
        for medium in ("cd-r", "cd-rw", "dvd-r", "dvd+r", "dvd+r-dl", "bd-r"):
            for words, status in (([], "appendable"), (["--finalize"], "complete")):
                with self.subTest(medium=medium, words=words):
                    disc = self.new_disc(medium, "disc.bbd")
                    with Server("--drive", "generic-bd", "--disc", disc) as server:
                        self.done("write", server.urls[0], self.new_tree(), *words)
                        found = events(self.done("media", server.urls[0], "--json").stdout)[0]
                        self.assertEqual((found["status"], found["closed_sessions"]), (status, 1))
                    disc.unlink()

    def test_image_file_is_burned_as_it_is(self):
        tree = self.tree("tree", os.urandom(500_000))
        image = self.image_of(tree)
        url = self.serve("dvd+r")
        self.done("write", url, self.folder / "tree.iso")
        self.done("read", url, "-o", self.folder / "copy.iso")
        self.assertEqual((self.folder / "copy.iso").read_bytes()[:len(image)], image)

    def test_bar_on_a_terminal(self):
        url = self.serve("bd-r")
        tree = self.tree("tree", os.urandom(8 << 20))
        terminal, other_end = pty.openpty()
        fcntl.ioctl(other_end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        with subprocess.Popen([BIN / "bbburn", "write", url, tree], stdout=subprocess.PIPE, stderr=other_end) as burner:
            os.close(other_end)
            shown = b""
            try:
                while more := os.read(terminal, 1 << 16):
                    shown += more
            except OSError:  # the other end is closed
                pass
            printed = burner.stdout.read().decode()
        os.close(terminal)
        self.assertEqual(burner.returncode, 0)
        lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown.decode()))
        bars = [line.rstrip() for line in lines if line.startswith("[")]
        self.assertTrue(any(re.match(r"\[#{30}\] 100 %  write \d+ blocks", bar) for bar in bars), bars)
        self.assertLess(max(map(len, bars)), 60)
        self.assertRegex(printed, r"\Aimage: 1 files.*\nsession 1 holds the image: .*\n\Z")


class Images(BbburnTest):
    def make_tree_of_trouble(self):
        tree = self.tree("tree", b"content")
        deep = tree / "/".join(str(level) for level in range(1, 10))
        deep.mkdir(parents=True)
        (deep / "leaf.txt").write_bytes(b"leaf")
        for ending in ("a", "b"):
            (tree / ("n" * 80 + ending)).write_bytes(ending.encode())
        (tree / "followed").symlink_to("file.bin")
        (tree / "loop").symlink_to(".")
        (tree / "dangling").symlink_to("nowhere")
        os.mkfifo(tree / "pipe")
        return tree

    def test_what_cannot_be_in_the_image_is_counted_and_named(self):
        tree = self.make_tree_of_trouble()
        made = self.done("image", tree, "-o", self.folder / "out.iso").stdout
        self.assertEqual(sorted(re.findall(r"(?m)^left out: (\S+): ", made)), ["dangling", "loop", "pipe"])
        self.assertRegex(made, r"(?m)^image: 5 files, 9 folders, \d+ blocks; 3 left out, \d+ names changed$")
        self.assert_refused(run("bbburn", "image", tree, "-o", self.folder / "strict.iso", "--strict"), 3,
                            r"cannot be in the image .* nor can 2 more; remove them or leave --strict out")
        self.assertFalse((self.folder / "strict.iso").exists())

    def test_name_of_a_file_does_not_write_to_the_terminal(self):
        tree = self.tree("tree", b"")
        (tree / "\x1b[2Jcleared\nimage: 0 files").symlink_to("nowhere")
        made = self.done("image", tree, "-o", self.folder / "out.iso").stdout
        self.assertRegex(made, r"\Aleft out: \?\[2Jcleared\?image: 0 files: .*\nimage: 1 files, .*\n\Z")

    def test_links_are_followed_and_changed_names_are_in_the_map(self):
        tree = self.make_tree_of_trouble()
        image, names, out = (self.folder / name for name in ("out.iso", "names", "out"))
        self.done("image", tree, "-o", image, "--name-map", names)
        changes = {change["path"]: change for change in map(json.loads, names.read_text(encoding="utf-8").splitlines())}
        subprocess.run(["xorriso", "-osirrox", "on", "-read_fs", "norock", "-indev", f"stdio:{image}", "-extract", "/",
                        out], check=True, capture_output=True, timeout=120)
        files = [path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()]
        self.assertEqual(len(files), 5)
        for path in files:
            joliet = changes[path]["joliet"] if path in changes else path
            self.assertEqual((out / joliet).read_bytes(), (tree / path).read_bytes(), path)
            self.assertLessEqual(len(joliet.split("/")), 8)  # seven folders below the root and the file
            self.assertLessEqual(max(map(len, joliet.split("/"))), 64)
        self.assertTrue({"n" * 80 + "a", "n" * 80 + "b", "1/2/3/4/5/6/7/8/9/leaf.txt"} <= changes.keys())
        subprocess.run(["chmod", "-R", "u+rwX", out], check=True)


if __name__ == "__main__":
    unittest.main(verbosity=2)
