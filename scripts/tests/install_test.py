#!/usr/bin/python3
"""The chain from an installed prefix, as a user who owns nothing; what the programs need they find in the prefix.

usage: install_test.py BUILD_FOLDER
"""
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(sys.argv.pop()).resolve() if len(sys.argv) > 1 else ROOT / "build" / "dev"


class InstalledPrefix(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="burnbench-prefix-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        done = subprocess.run(["cmake", "--install", str(BUILD), "--prefix", str(self.folder / "prefix")],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)

    def run_as_nobody(self, command):
        """Root becomes nobody; anybody else is nobody enough."""
        options = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        home.chmod(0o777)
        return subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=home,
                              env={"PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(home)}, **options)

    def test_all_programs_are_there_and_say_their_version(self):
        for program in ("bbdrive", "bbburn", "bbcheck", "bbrun"):
            with self.subTest(program):
                done = self.run_as_nobody([str(self.folder / "prefix" / "bin" / program), "--version"])
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(program, done.stdout)

    def test_data_is_found_beside_the_programs(self):
        done = self.run_as_nobody([str(self.folder / "prefix" / "bin" / "bbdrive"), "serve", "--drive", "none"])
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(str(self.folder / "prefix" / "share" / "burnbench" / "profiles" / "drives"), done.stderr)
        listed = self.run_as_nobody([str(self.folder / "prefix" / "bin" / "bbcheck"), "list"])
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertIn("TOC-07", listed.stdout)  # a case of the lists

    def test_a_drive_is_judged_and_replayed_from_the_prefix(self):
        """As the demo does: layout sheets and cases come from the prefix, too."""
        script = """set -e
            bbdrive disc new disc.bbd --medium bd-r
            exec 3< <(exec bbdrive serve --listen 127.0.0.1:0 --clock instant --drive generic-bd --disc disc.bbd)
            server=$!
            read -r -t 30 url rest <&3
            rc=0
            bbcheck record "$url" -o drive.bbt && bbcheck replay drive.bbt "$url" &&
              bbcheck run "$url" --allow-destructive --junit report.xml || rc=$?
            kill $server
            wait $server
            exit $rc"""
        done = self.run_as_nobody(["bash", "-c", f"PATH={self.folder / 'prefix' / 'bin'}:$PATH; {script}"])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(" 0 fail,", done.stdout)

    def test_bbrun_finds_its_shim_and_its_bbdrive(self):
        done = self.run_as_nobody([str(self.folder / "prefix" / "bin" / "bbrun"), "--profile", "generic-bd",
                                   "--medium", "bd-r", "--clock", "instant", "--", "sg_inq", "/dev/sr0"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("BURNBNCH", done.stdout)

    def test_the_chain_runs_from_the_prefix(self):
        tools = self.folder / "tools"
        for part in ("scripts", "fixtures/trees"):
            shutil.copytree(ROOT / part, tools / part, ignore=shutil.ignore_patterns("__pycache__"))
        done = self.run_as_nobody([str(tools / "scripts" / "chain"), "--bin", str(self.folder / "prefix" / "bin"),
                                   "--scale", "1", "--media", "bd-r"])
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
