#!/usr/bin/python3
"""Images of bbburn before judges that are not ours, and before bbcheck: every path listed, every file extracted and equal."""
import importlib.machinery
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

os.environ["LC_ALL"] = "C.UTF-8"  # the names that xorriso shows and takes
sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from programs import ROOT, events, run  # noqa: E402

BLOCK = 2048
SESSION = 20000  # where the later session begins, in blocks


def load(name):
    loader = importlib.machinery.SourceFileLoader(name, str(ROOT / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


NameMap = load("chain").NameMap
# isoinfo knows no UTF-8: it shows what Latin-1 has, and '_' for the rest.
LATIN_1 = ["-J", "-j", "iso8859-1"]


def latin_1(path):
    return "".join(c if ord(c) < 0x100 else "_" for c in path).encode("latin-1")


def add_hard_names(tree):
    """What a recipe's trees do not have: names that meet after cutting or in one letter case, and deep equal ones."""
    def add(path, content):
        file = tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    for number in range(1200):
        add(f"equal/{'long name ' * 8}{number:04}.text", str(number))
    for name in ("case.txt", "CASE.txt", "Case.TXT", "case", "CASE."):
        add(f"letter case/{name}", name)
    for name in ("a b.c", "a.c", "a-b", "a", "a.b.c", ".hidden", "..dots", "end.", "semi;1", "star*", "back\\slash",
                 "question?", "colon:", "\u00fc\u65e5\u672c", "\U0001f4bf disc", "x" * 255):
        add(f"odd/{name}", name)
    for level8 in ("one", "two"):
        add(f"1/2/3/4/5/6/{level8}/same/deeper/file.txt", level8)
    (tree / "no entries").mkdir()


class ImageJudges(unittest.TestCase):
    """One tree, mastered for the beginning of a disc and for a later session."""

    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="burnbench-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.tree = cls.work / "tree"
        subprocess.run([ROOT / "scripts" / "make_tree", ROOT / "fixtures/trees/first.json", cls.tree, "--scale", "5"],
                       check=True, stdout=subprocess.DEVNULL)
        add_hard_names(cls.tree)
        cls.image, cls.later = cls.work / "first.iso", cls.work / "later.iso"
        for image, start in ((cls.image, 0), (cls.later, SESSION)):
            made = run("bbburn", "image", cls.tree, "-o", image, "--name-map", cls.work / "names", "--start", start)
            if made.returncode != 0:
                raise AssertionError(made.stderr)
        cls.names = NameMap(cls.tree, cls.work / "names")

    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=self.work)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def need(self, program):
        if shutil.which(program) is None:
            self.skipTest(f"{program} is not installed")

    def disc(self):
        """Both sessions where they lie on a disc."""
        disc = self.folder / "disc"
        with open(disc, "wb") as whole:
            for image, start in ((self.image, 0), (self.later, SESSION)):
                whole.seek(start * BLOCK)
                whole.write(image.read_bytes())
        return disc

    def assert_lists(self, image, *options):
        for hierarchy, choice in (("joliet", LATIN_1), ("iso9660", [])):
            with self.subTest(hierarchy):
                done = subprocess.run(["isoinfo", *choice, "-f", "-i", image, *options], check=True, capture_output=True,
                                      timeout=300)
                listed = sorted(line.removesuffix(b";1") for line in done.stdout.split(b"\n") if line not in (b"/", b""))
                self.assertEqual(listed, sorted(latin_1("/" + path).removesuffix(b";1")
                                                for path in self.names.paths(hierarchy)))

    def extract(self, image, *options):
        out = self.folder / "extracted"
        subprocess.run(["xorriso", "-osirrox", "on", *options, "-indev", f"stdio:{image}", "-extract", "/", out],
                       check=True, capture_output=True, timeout=300)
        self.addCleanup(subprocess.run, ["chmod", "-R", "u+w", out])
        return out

    def test_isoinfo_lists_every_path_of_both_hierarchies(self):
        self.need("isoinfo")
        self.assert_lists(self.image)

    def test_isoinfo_lists_a_later_session(self):
        self.need("isoinfo")
        self.assert_lists(self.disc(), "-T", str(SESSION))

    def test_isoinfo_extracts_equal_files_by_both_names(self):
        """It takes one file a run: every ninth, but for names that Latin-1 does not tell apart."""
        self.need("isoinfo")
        paths = {path: (self.names.joliet(path) + ";1", iso9660) for path, iso9660
                 in zip(self.names.entries, self.names.paths("iso9660"))
                 if (self.tree / path).is_file() and all(ord(c) < 0x100 for c in self.names.joliet(path))}
        for path in sorted(paths)[::9]:
            joliet, iso9660 = paths[path]
            for choice, name in ((LATIN_1, joliet), ([], iso9660.removesuffix(";1") + ";1")):
                data = subprocess.run(["isoinfo", *choice, "-i", self.image, "-x", latin_1("/" + name)], check=True,
                                      capture_output=True, timeout=120).stdout
                self.assertEqual(data, (self.tree / path).read_bytes(), f"{path} as {name}")

    def test_xorriso_extracts_every_file_from_joliet(self):
        self.need("xorriso")
        self.assertEqual(self.names.differences(self.extract(self.image, "-read_fs", "norock")), [])

    def test_xorriso_extracts_every_file_from_iso9660(self):
        self.need("xorriso")
        out = self.extract(self.image, "-read_fs", "ecma119")
        found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
        self.assertEqual(len(found), len(self.names.files))
        for path, iso9660 in zip(self.names.entries, self.names.paths("iso9660")):
            if not (self.tree / path).is_file():
                continue
            name = iso9660.removesuffix(";1").removesuffix(".")  # xorriso shows neither
            self.assertIn(name, found, path)
            self.assertEqual(found[name].read_bytes(), (self.tree / path).read_bytes(), path)

    def test_xorriso_extracts_every_file_from_a_later_session(self):
        self.need("xorriso")
        out = self.extract(self.disc(), "-read_fs", "norock", "-load", "sbsector", str(SESSION))
        self.assertEqual(self.names.differences(out), [])

    def test_bbcheck_finds_nothing_broken(self):
        for words in ([self.image], [self.later, "--start", SESSION], [self.disc(), "--session", SESSION]):
            judged = run("bbcheck", "image", *words, "--json")
            self.assertEqual(judged.returncode, 0, judged.stdout + judged.stderr)
            summary = events(judged.stdout)[-1]
            self.assertEqual((summary["files"], summary["joliet"]), (len(self.names.files), True))

    def test_bbcheck_finds_one_spoiled_byte(self):
        spoiled = self.folder / "spoiled.iso"
        shutil.copyfile(self.image, spoiled)
        with open(spoiled, "r+b") as file:
            file.seek(16 * BLOCK + 80)  # Volume Space Size
            file.write(b"\xff")
        judged = run("bbcheck", "image", spoiled)
        self.assertEqual(judged.returncode, 1, judged.stdout)
        self.assertIn("Volume Space Size", judged.stdout)
        self.assertEqual(len(judged.stderr.splitlines()), 1)

    def test_bbcheck_refuses_what_is_no_image(self):
        text = self.folder / "text"
        text.write_text("no image")
        for file in (text, self.folder / "gone", self.folder):
            judged = run("bbcheck", "image", file)
            self.assertEqual(judged.returncode, 3, judged.stdout)
            self.assertRegex(judged.stderr, r"^bbcheck: .*name an? .*image.*\n$")

    def test_same_tree_is_the_same_image(self):
        again = self.folder / "again.iso"
        self.assertEqual(run("bbburn", "image", self.tree, "-o", again).returncode, 0)
        self.assertEqual(again.read_bytes(), self.image.read_bytes())

    def test_map_lists_what_changed_and_nothing_else(self):
        lines = events((self.work / "names").read_text(encoding="utf-8"))
        for line in lines:
            is_directory = (self.tree / line["path"]).is_dir()
            self.assertEqual(line["kind"], "directory" if is_directory else "file")
            shown = line["iso9660"].removesuffix(";1").removesuffix(".")
            is_same = line["path"] == line["joliet"] and shown.lower() == line["path"].lower()
            self.assertFalse(is_same and line["path"].isascii(), line)
        self.assertEqual(len({line["path"] for line in lines}), len(lines))


if __name__ == "__main__":
    unittest.main()
