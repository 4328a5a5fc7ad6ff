#!/usr/bin/python3
"""bbrun as users run it: exit codes, drives of its own, and what it leaves behind."""
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

from bbrun_programs import BbrunTest, GENERIC
from programs import BIN, Server, digest


class ExitCodes(BbrunTest):
    def test_are_the_programs_own(self):
        for code in (0, 1, 77, 255):
            self.assertEqual(self.bbrun(*GENERIC, "--", "sh", "-c", f"exit {code}").returncode, code)
        self.assert_nothing_left()

    def test_are_128_and_the_signal(self):
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV):
            done = self.bbrun(*GENERIC, "--", "sh", "-c", f"ulimit -c 0; kill -{int(number)} $$")
            self.assertEqual(done.returncode, 128 + number)
        self.assert_nothing_left()

    def test_are_125_for_bbruns_own_failures(self):
        for words, remedy in (((*GENERIC, "--medium", "cd-r", "--medium", "cd-r"), "twice"),
                              (("--medium", "cd-r", "--profile", "generic-bd"), "after the --profile"),
                              ((*GENERIC, "--keep", self.folder / "none.bbd"), "--medium"),
                              ((*GENERIC, "--medium", "wax"), "known are .*bd-r"),
                              (("--profile", "nope"), "known: .*generic-bd"),
                              (("--profile", "generic-bd", "--clock", "fast"), "use real, instant"),
                              (("--drive", "iscsi://127.0.0.1:1/iqn.2026-11.test.burnbench:none/0"), "start the target"),
                              ((*GENERIC, "--record", self.folder / "no" / "t.bbt"), "t.bbt|no")):
            with self.subTest(words):
                self.assert_refused(self.bbrun(*words, "--", "true"), 125, remedy)
        self.assert_nothing_left()

    def test_are_126_for_what_cannot_be_run(self):
        plain = self.folder / "plain"
        plain.write_text("#!/bin/sh\n", encoding="utf-8")
        self.assert_refused(self.bbrun(*GENERIC, "--", plain), 126, "not executable")
        self.assert_refused(self.bbrun(*GENERIC, "--", self.folder), 126, "not executable")

    def test_are_126_for_a_static_program(self):
        source = self.folder / "static.cpp"
        source.write_text("int main() { return 0; }\n", encoding="utf-8")
        subprocess.run(["g++", "-static", "-o", str(self.folder / "static"), str(source)], check=True, timeout=120)
        self.assert_refused(self.bbrun(*GENERIC, "--", self.folder / "static"), 126, "linked statically.*dynamically")
        script = self.folder / "script"
        script.write_text(f"#!{self.folder / 'static'}\n", encoding="utf-8")
        script.chmod(0o755)
        self.assert_refused(self.bbrun(*GENERIC, "--", script), 126, "linked statically")
        done = self.bbrun(*GENERIC, "--", "sh", "-c", str(self.folder / "static"))
        self.assertEqual(done.returncode, 126, "a child that is one is refused by the shell's own exec")
        self.assertIn(f"bbrun: {self.folder / 'static'}: linked statically", done.stderr)

    def test_are_127_for_what_is_not_there(self):
        self.assert_refused(self.bbrun(*GENERIC, "--", "no-such-burner"), 127, "install it")
        self.assert_refused(self.bbrun(*GENERIC, "--", self.folder / "burner"), 127, "install it")


class OwnDrives(BbrunTest):
    def test_burn_onto_a_disc_that_is_thrown_away(self):
        image = self.folder / "image"
        image.write_bytes(os.urandom(300 * 2048))
        done = self.bbrun(*GENERIC, "--medium", "cd-r", "--", "cdrskin", "dev=/dev/sr0", "-sao", image)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_nothing_left()

    def test_write_the_block_device_of_a_rewritable_disc(self):
        image = self.folder / "image"
        image.write_bytes(os.urandom(300 * 2048 + 100))
        descriptor = self.folder / "descriptor"
        # MMC-6, FORMAT UNIT: format type 00h, 11826176 blocks, spare areas of 3000h clusters; at once.
        descriptor.write_bytes(bytes([0, 2, 0, 8, 0x00, 0xB4, 0x74, 0x00, 0, 0, 0x30, 0]))
        disc = (*GENERIC, "--medium", "bd-re", "--keep", self.folder / "kept.bbd", "--")
        formatted = self.bbrun(*disc, "sg_raw", "-s", "12", "-i", descriptor, "/dev/sg0", "04", "11", "0", "0", "0", "0")
        self.assertEqual(formatted.returncode, 0, formatted.stderr)
        written = self.bbrun(*disc, "dd", f"if={image}", "of=/dev/sr0", "bs=3000", "seek=7")
        self.assertEqual(written.returncode, 0, written.stderr)
        back = self.bbrun(*disc, "sh", "-c", f"dd if=/dev/sr0 bs=3000 skip=7 count=205 | cmp -n {300 * 2048 + 100} - {image}")
        self.assertEqual(back.returncode, 0, back.stdout + back.stderr)
        made = self.bbrun(*disc, "mkudffs", "--media-type=hd", "--blocksize=2048", "-l", "BURNBENCH", "/dev/sr0")
        self.assertEqual(made.returncode, 0, made.stderr)
        told = self.bbrun(*disc, "udfinfo", "/dev/sr0")
        self.assertIn("label=BURNBENCH", told.stdout, told.stderr)

    def test_block_device_of_a_disc_that_is_written_once_is_read_only(self):
        done = self.bbrun(*GENERIC, "--medium", "bd-r", "--", "dd", "if=/dev/zero", "of=/dev/sr0", "count=1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Read-only file system", done.stderr)

    def test_keep_their_disc_and_use_it_again(self):
        image = self.folder / "image"
        image.write_bytes(os.urandom(300 * 2048))
        disc = self.folder / "kept.bbd"
        keep = (*GENERIC, "--medium", "bd-r", "--keep", disc)
        burned = self.bbrun(*keep, "--", "cdrskin", "dev=/dev/sr0", "-sao", image)
        self.assertEqual(burned.returncode, 0, burned.stderr)
        self.assert_sound(disc)
        before = digest(disc)
        read = self.bbrun(*keep, "--", "dd", "if=/dev/sr0", "bs=2048", "count=300", f"of={self.folder / 'back'}")
        self.assertEqual(read.returncode, 0, read.stderr)
        self.assertEqual((self.folder / "back").read_bytes(), image.read_bytes())
        self.assertEqual(digest(disc), before)
        without_medium = self.bbrun(*GENERIC, "--keep", disc, "--", "cdrskin", "dev=/dev/sr0", "-minfo")
        self.assertIn("complete", without_medium.stdout)
        self.assert_nothing_left()

    def test_kept_disc_is_no_other_file_of_the_run(self):
        keep = self.folder / "kept.bbd"
        link = self.folder / "link"
        link.symlink_to(keep)
        data = self.folder / "t.bbt.data"
        made = self.bbrun(*GENERIC, "--medium", "cd-r", "--keep", keep, "--", "true")
        self.assertEqual(made.returncode, 0, made.stderr)
        keep.rename(data)
        shutil.copy(data, keep)
        before = digest(keep), digest(data)
        for words in (("--keep", keep, "--record", link), ("--keep", data, "--record", self.folder / "t.bbt"),
                      ("--keep", keep, "--profile", "generic-bd", "--keep", link)):
            self.assert_refused(self.bbrun(*GENERIC, *words, "--", "true"), 125, "give each a file of its own")
        self.assert_refused(self.bbrun(*GENERIC, "--keep", keep, "--medium", "bd-r", "--", "true"), 125,
                            "a cd-r, not a bd-r; leave --medium out")
        self.assertEqual((digest(keep), digest(data)), before)

    def test_are_empty_without_a_disc(self):
        done = self.bbrun(*GENERIC, "--", "dd", "if=/dev/sr0", "of=/dev/null")
        self.assertIn("No medium found", done.stderr)

    def test_several_stand_in_order_among_addresses(self):
        with Server("--drive", "generic-cd", "--name", "far", "--disc", self.new_disc("cd-r")) as server:
            done = self.bbrun(*GENERIC, "--medium", "dvd+r", "--drive", server.urls[0], "--profile", "generic-bd",
                              "--medium", "bd-r", "--record", self.folder / "t.bbt",
                              "--", "sh", "-c", "for drive in 0 1 2; do cdrskin dev=/dev/sr$drive -minfo 2>/dev/null |"
                              " grep 'Mounted media type'; done; sg_inq /dev/sr0 >/dev/null")
        found = [line.split(":")[1].strip() for line in done.stdout.splitlines()]
        self.assertEqual(found, ["DVD+R", "CD-R", "BD-R sequential recording"], done.stdout + done.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.glob("*.bbt")),
                         ["t.bbt", "t.sr1.bbt", "t.sr2.bbt"])

    def test_server_ends_when_bbrun_is_killed(self):
        marker = self.folder / "running"
        process = subprocess.Popen([str(BIN / "bbrun"), *GENERIC, "--medium", "cd-r", "--", "sh", "-c",
                                    f"echo $PPID > {marker}; exec sleep 30"], env=self.environment)
        while not marker.exists() or not marker.read_text():
            self.assertIsNone(process.poll())
            time.sleep(0.02)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        servers = [child for child in children if pathlib.Path(f"/proc/{child}/comm").read_text() == "bbdrive\n"]
        self.assertEqual(len(servers), 1)
        process.kill()
        process.wait(timeout=10)
        deadline = time.monotonic() + 20
        while pathlib.Path(f"/proc/{servers[0]}/exe").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertFalse(os.path.exists(f"/proc/{servers[0]}/exe"))
        for child in children:  # the sleeping program, which nobody tells
            if child not in servers:
                os.kill(int(child), signal.SIGKILL)

    def test_the_terminals_interrupt_leaves_the_server_to_finish(self):
        disc = self.folder / "kept.bbd"
        process = subprocess.Popen([str(BIN / "bbrun"), *GENERIC, "--medium", "cd-r", "--keep", str(disc), "--", "sh",
                                    "-c", f"trap 'sg_inq /dev/sr0 > {self.folder / 'after'}; exit 3' INT;"
                                    " echo ready; while :; do sleep 0.05; done"],
                                   env=self.environment, stdout=subprocess.PIPE, start_new_session=True)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        os.killpg(process.pid, signal.SIGINT)
        self.assertEqual(process.wait(timeout=30), 3)
        process.stdout.close()
        self.assertIn("BURNBNCH", (self.folder / "after").read_text())
        self.assert_nothing_left()

    def test_threads_of_bbrun_take_no_signal(self):
        """A signal of the process goes to any thread that does not block it; the terminal's would end bbrun then."""
        process = subprocess.Popen([str(BIN / "bbrun"), *GENERIC, "--medium", "cd-r", "--", "sh", "-c",
                                    "sg_inq /dev/sr0 > /dev/null && echo ready; read line"],
                                   env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.assertEqual(process.stdout.readline(), b"ready\n")
        blocked = [int(line.split()[1], 16) for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir()
                   if task.name != str(process.pid)
                   for line in (task / "status").read_text().splitlines() if line.startswith("SigBlk")]
        process.communicate(b"\n", timeout=30)
        self.assertGreaterEqual(len(blocked), 3)
        for mask in blocked:
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
                self.assertTrue(mask >> (number - 1) & 1, f"{number} in {mask:x}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
