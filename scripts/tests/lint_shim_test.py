#!/usr/bin/python3
"""scripts/lint_shim notices what it is there for.

usage: lint_shim_test.py SHIM
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHIM = sys.argv.pop() if len(sys.argv) > 1 else str(ROOT / "build" / "dev" / "lib" / "libbbrun_shim.so")


def lint(*words):
    return subprocess.run([str(ROOT / "scripts" / "lint_shim"), *map(str, words)], capture_output=True, text=True,
                          timeout=120)


class LintShim(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="burnbench-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compiled(self, text, name, *options):
        source = self.folder / f"{name}.cpp"
        source.write_text(text, encoding="utf-8")
        subprocess.run(["g++", "-O1", "-o", str(self.folder / name), str(source), *options], check=True, timeout=120)
        return self.folder / name

    def test_shim_hooks_all_that_burners_want(self):
        done = lint(SHIM)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_function_that_is_no_more_hooked_is_named(self):
        other = self.compiled('extern "C" int open(const char*, int, ...) { return -1; }\n', "other.so", "-shared", "-fPIC")
        done = lint(other)
        self.assertEqual(done.returncode, 1)
        self.assertIn("__open64_2: not exported", done.stdout)
        self.assertIn("pread64: wanted by", done.stdout)
        self.assertNotIn("\nopen: ", done.stdout)

    def test_new_symbol_of_a_program_is_named(self):
        program = self.compiled("#include <ftw.h>\nint visit(const char*, const struct stat*, int) { return 0; }\n"
                                "int main() { return ftw(\"/dev\", visit, 1); }\n", "walker")
        done = lint(SHIM, "--programs", program)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "ftw: wanted by walker, neither hooked nor reviewed")

    def test_hooked_function_without_a_test_is_named(self):
        other = self.compiled('extern "C" int never_called_in_any_test(int) { return 0; }\n', "other.so", "-shared", "-fPIC")
        self.assertIn("never_called_in_any_test: hooked, and no shim/*_test.cpp calls it", lint(other).stdout)

    def test_missing_program_is_no_pass(self):
        done = lint(SHIM, "--programs", "no-such-burner")
        self.assertEqual(done.returncode, 9)
        self.assertIn("scripts/setup test", done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
