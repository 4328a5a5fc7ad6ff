#!/usr/bin/python3
"""What scripts/new_command makes is refused by scripts/lint_data until somebody fills it, and nothing is overwritten."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"


class NewCommand(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="burnbench-new-command-"))
        self.addCleanup(shutil.rmtree, self.root)
        shutil.copytree(ROOT / "fixtures" / "schemas", self.root / "fixtures" / "schemas")

    def run_script(self, script, *arguments):
        return subprocess.run([SCRIPTS / script, *arguments], capture_output=True, text=True, check=False)

    def test_makes_six_files_and_says_what_comes_next(self):
        made = self.run_script("new_command", "read_foo", self.root)
        self.assertEqual(made.returncode, 0, made.stderr)
        for path in ("emulator/mmc/commands/read_foo.h", "emulator/mmc/commands/read_foo_layout.h",
                     "emulator/mmc/commands/read_foo.cpp", "emulator/mmc/commands/read_foo_test.cpp",
                     "fixtures/vectors/read_foo.json", "fixtures/layouts/read_foo.json"):
            self.assertTrue((self.root / path).is_file(), path)
            self.assertIn(path, made.stdout)
        self.assertIn("command_table.cpp", made.stdout)

    def test_every_skeleton_of_data_is_refused_until_it_is_filled(self):
        self.run_script("new_command", "read_foo", self.root)
        judged = self.run_script("lint_data", self.root)
        self.assertNotEqual(judged.returncode, 0)
        for path in ("fixtures/vectors/read_foo.json", "fixtures/layouts/read_foo.json",
                     "emulator/mmc/commands/read_foo_layout.h"):
            self.assertIn(path, judged.stdout)

    def test_test_skeleton_fails(self):
        self.run_script("new_command", "read_foo", self.root)
        self.assertIn("FAIL()", (self.root / "emulator/mmc/commands/read_foo_test.cpp").read_text(encoding="utf-8"))

    def test_sources_are_formatted(self):
        self.run_script("new_command", "read_foo", self.root)
        shutil.copy(ROOT / ".clang-format", self.root)
        files = sorted((self.root / "emulator").rglob("read_foo*"))
        checked = subprocess.run(["clang-format-19", "--dry-run", "--Werror", *files], capture_output=True, text=True,
                                 check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_what_exists_is_left_alone(self):
        self.run_script("new_command", "read_foo", self.root)
        source = self.root / "emulator/mmc/commands/read_foo.cpp"
        source.write_text("kept", encoding="utf-8")
        again = self.run_script("new_command", "read_foo", self.root)
        self.assertEqual(again.returncode, 7)
        self.assertEqual(source.read_text(encoding="utf-8"), "kept")

    def test_names_that_no_file_may_have_are_a_mistake_of_usage(self):
        for name in ("ReadFoo", "read-foo", "read__foo", "../foo", ""):
            self.assertEqual(self.run_script("new_command", name, self.root).returncode, 2, name)
        self.assertEqual(self.run_script("new_command").returncode, 2)


if __name__ == "__main__":
    sys.exit(unittest.main())
