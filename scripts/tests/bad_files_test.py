#!/usr/bin/python3
"""Files that cannot be read, written or judged: each its exit code, one line that names the remedy, nothing lost."""
import os
import subprocess
import unittest

from programs import BIN, ProgramTest, Server, digest, run


class BadFiles(ProgramTest):
    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
