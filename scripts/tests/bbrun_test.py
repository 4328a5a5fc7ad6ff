#!/usr/bin/python3
"""bbrun as users run it: drives of its own and drives behind an address, exit codes, and what it leaves behind."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import unittest

from programs import BIN, ROOT, ProgramTest, Server, digest, run

sys.path.insert(0, str(ROOT / "scripts"))
from matrix.report import write_report  # noqa: E402: the folder has to be known first

GENERIC = ("--profile", "generic-bd", "--clock", "instant")


class Relay:
    """Stands before a target and counts who connects."""

    def __init__(self, url):
        place, rest = url.removeprefix("iscsi://").split("/", 1)
        host, port = place.rsplit(":", 1)
        self.target = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"iscsi://127.0.0.1:{self.listener.getsockname()[1]}/{rest}"
        self.connections = 0
        self.sockets = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            far = socket.create_connection(self.target)
            self.sockets += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self.forward, args=(source, sink), daemon=True).start()

    @staticmethod
    def forward(source, sink):
        try:
            while data := source.recv(1 << 16):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        for end in (self.listener, *self.sockets):
            end.close()


class BbrunTest(ProgramTest):
    """Temporary files of every program go into the test's own folder, so what is left behind is seen."""

    def setUp(self):
        super().setUp()
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir()
        self.environment = {**os.environ, "TMPDIR": str(self.temporary)}

    def bbrun(self, *words, **options):
        return run("bbrun", *words, env=self.environment, **options)

    def assert_nothing_left(self):
        self.assertEqual(list(self.temporary.iterdir()), [])


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


class Discovery(BbrunTest):
    """Programs that search for drives find all of a run, by their own way of searching, and nothing else."""
    TWO = (*GENERIC, "--medium", "cd-r", "--profile", "generic-cd")

    def assert_finds(self, command, *lines, code=0):
        done = self.bbrun(*self.TWO, "--", *command)
        said = [" ".join(line.split()) for line in (done.stdout + done.stderr).splitlines()]
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        for line in lines:
            self.assertIn(line, said)
        self.assertEqual(sum("BURNBNCH" in line for line in said), 2, said)

    def test_cdrskin_devices_finds_the_drives(self):
        self.assert_finds(("cdrskin", "--devices"), "0 dev='/dev/sr0' rwrwrw : 'BURNBNCH' 'BD WRITER'",
                          "1 dev='/dev/sr1' rwrwrw : 'BURNBNCH' 'CD WRITER'")

    def test_wodim_devices_finds_the_drives(self):
        # Its exit code is the number of drives (cdrkit 1.1.11, wodim/wodim.c: return list_devices()).
        self.assert_finds(("wodim", "--devices"), "0 dev='/dev/scd0' rwrwrw : 'BURNBNCH' 'BD WRITER'",
                          "1 dev='/dev/scd1' rwrwrw : 'BURNBNCH' 'CD WRITER'", code=2)

    def test_wodim_scanbus_finds_the_drives(self):
        self.assert_finds(("wodim", "-scanbus"), "0,0,0 0) 'BURNBNCH' 'BD WRITER ' '0.10' Removable CD-ROM",
                          "1,0,0 100) 'BURNBNCH' 'CD WRITER ' '0.10' Removable CD-ROM")

    def test_cdrdao_scanbus_finds_the_drives(self):
        self.assert_finds(("cdrdao", "scanbus"), "/dev/sr0 : BURNBNCH, BD WRITER , 0.10",
                          "/dev/sr1 : BURNBNCH, CD WRITER , 0.10")

    def test_xorriso_devices_finds_the_drives(self):
        self.assert_finds(("xorriso", "-devices"), "0 -dev '/dev/sr0' rwrwrw : 'BURNBNCH' 'BD WRITER'",
                          "1 -dev '/dev/sr1' rwrwrw : 'BURNBNCH' 'CD WRITER'")

    def test_sg_scan_finds_the_drives(self):
        self.assert_finds(("sg_scan", "-i"), "/dev/sg0: scsi0 channel=0 id=0 lun=0", "/dev/sg1: scsi1 channel=0 id=0 lun=0")

    def test_bsg_nodes_are_the_drives_in_version_4(self):
        for node, product in (("0:0:0:0", "BD WRITER"), ("1:0:0:0", "CD WRITER")):
            done = self.bbrun(*self.TWO, "--", "sg_inq", "-vvv", f"/dev/bsg/{node}")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(product, done.stdout)
            # A number of sg3_utils' own (sg_pt.h): 2 is a bsg device.
            self.assertIn("check_pt_file_handle()-->2", done.stdout + done.stderr)
        done = self.bbrun(*self.TWO, "--", "sh", "-c", "ls /dev/bsg /sys/class/bsg && test -c /dev/bsg/1:0:0:0 &&"
                          " grep -c ' bsg$' /proc/devices")
        self.assertEqual(done.stdout.split(), ["/dev/bsg:", "0:0:0:0", "1:0:0:0", "/sys/class/bsg:", "0:0:0:0", "1:0:0:0",
                                               "1"], done.stderr)

    def test_cd_drive_finds_the_first_drive(self):
        done = self.bbrun(*self.TWO, "--", "cd-drive")
        self.assertRegex(done.stdout, r"Model\s*: BD WRITER")

    def test_udev_names_lead_to_the_first_drive(self):
        for name in ("cdrom", "cdrw", "dvd", "dvdrw", "scd0", "sr0"):
            done = self.bbrun(*self.TWO, "--", "sg_inq", f"/dev/{name}")
            self.assertIn("BD WRITER", done.stdout)

    def test_shell_lists_and_globs_the_drives(self):
        done = self.bbrun(*self.TWO, "--", "sh", "-c", "echo /dev/sr* /dev/sg*; ls /sys/class/block | grep sr; cd /dev;"
                          " ls sr*; find /dev -maxdepth 1 -name 'sg*' | sort; test -b /dev/sr1 && test -c /dev/sg1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.split(), ["/dev/sr0", "/dev/sr1", "/dev/sg0", "/dev/sg1", "sr0", "sr1", "sr0", "sr1",
                                               "/dev/sg0", "/dev/sg1"])


class Broker(BbrunTest):
    def test_one_connection_serves_all_programs_of_a_run(self):
        """One I_T nexus a drive, as a kernel has it, whatever forks and execs."""
        with Server("--drive", "generic-bd", "--disc", self.new_disc("dvd+r")) as server:
            relay = Relay(server.urls[0])
            self.addCleanup(relay.stop)
            tree = self.new_tree()
            # growisofs reloads the disc at its end and does not wait for it.
            loaded = "until dd if=/dev/sr0 of=/dev/null count=1 2>/dev/null; do sleep 0.1; done"
            done = self.bbrun("--drive", relay.url, "--", "sh", "-c", "for i in 1 2 3 4; do sg_inq /dev/sg0 & done; wait;"
                              f" growisofs -Z /dev/sr0 -quiet -R {tree} && {loaded} &&"
                              f" growisofs -M /dev/sr0 -quiet -R {tree} && {loaded} &&"
                              " env -i dd if=/dev/sr0 of=/dev/null bs=2048 count=16")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout.count("BD WRITER"), 4)
            self.assertEqual(relay.connections, 1)

    def test_set_user_id_program_runs_as_its_caller_and_has_the_drives(self):
        """Decision 7: the loader would ignore the shim in a program that gets other privileges."""
        if os.geteuid() != 0:
            self.skipTest("only root can make a program of another user")
        nobody = 65534
        for program, words in (("id", ("-u",)), ("sg_inq", ("/dev/sr0",))):
            copy = self.folder / program
            shutil.copy(shutil.which(program), copy)
            os.chown(copy, nobody, nobody)
            copy.chmod(0o4755)
            if program == "id":
                alone = subprocess.run([copy, *words], capture_output=True, text=True, timeout=60)
                if alone.stdout != f"{nobody}\n":
                    self.skipTest("this file system ignores set-user-ID")
            done = self.bbrun(*GENERIC, "--", copy, *words)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout == "0\n" or "BURNBNCH" in done.stdout, done.stdout)

    def test_read_of_another_file_costs_at_most_100_ns_more(self):
        done = self.bbrun(*GENERIC, "--", BIN.parent / "bbrun_shim_bench", "--benchmark_filter=difference",
                          "--benchmark_format=json")
        self.assertEqual(done.returncode, 0, done.stderr)
        measured = json.loads(done.stdout)["benchmarks"][0]
        self.assertEqual(measured["is_hooked"], 1)
        self.assertLessEqual(measured["extra_ns"], 100)
        write_report("passed-through-read", [f"a read costs {measured['extra_ns']:.1f} ns more, at most 100"])


class Recordings(BbrunTest):
    def twins(self, medium):
        """Two discs that are equal to the last byte, blank, each in a drive of its own."""
        first = self.new_disc(medium, "first.bbd")
        second = self.folder / "second.bbd"
        subprocess.run(["cp", "--sparse=always", first, second], check=True, timeout=60)
        servers = [Server("--drive", "generic-bd", "--disc", disc) for disc in (first, second)]
        for server in servers:
            self.addCleanup(server.stop)
        return [server.urls[0] for server in servers]

    def image(self, blocks=500):
        image = self.folder / "image"
        image.write_bytes(os.urandom(blocks * 2048))
        return image

    def assert_replays(self, trace, url):
        header = json.loads(trace.read_text(encoding="utf-8").splitlines()[0])
        self.assertEqual(header["provenance"]["kind"], "assumed")
        replayed = run("bbcheck", "replay", trace, url)
        self.assertEqual(replayed.returncode, 0, replayed.stdout + replayed.stderr)

    def test_of_each_burner_replay_on_an_equal_disc(self):
        image = self.image()
        for medium, command in (("cd-r", ("cdrskin", "dev=/dev/sr0", "-sao", image)),
                                ("cd-r", ("wodim", "dev=/dev/sr0", "-tao", image)),
                                ("bd-r", ("xorriso", "-outdev", "/dev/sr0", "-map", image, "/i", "-commit")),
                                ("dvd+r", ("growisofs", "-Z", f"/dev/sr0={image}"))):
            with self.subTest(command[0]):
                for old in self.folder.glob("*.bbd"):
                    old.unlink()
                mine, fresh = self.twins(medium)
                trace = self.folder / f"{command[0]}.bbt"
                burned = self.bbrun("--drive", mine, "--record", trace, "--", *command)
                self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)
                self.assert_replays(trace, fresh)

    def test_of_a_bbrun_inside_a_bbrun_replay(self):
        mine, fresh = self.twins("cd-r")
        trace = self.folder / "inner.bbt"
        burned = self.bbrun("--drive", mine, "--", BIN / "bbrun", "--record", trace, "--",
                            "cdrskin", "dev=/dev/sr0", "-sao", self.image())
        self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)
        self.assert_replays(trace, fresh)

    def test_inner_and_outer_trace_tell_of_the_same_burn(self):
        mine, _ = self.twins("cd-r")
        outer, inner = self.folder / "outer.bbt", self.folder / "inner.bbt"
        burned = self.bbrun("--drive", mine, "--record", outer, "--", BIN / "bbrun", "--record", inner, "--",
                            "cdrskin", "dev=/dev/sr0", "-sao", self.image())
        self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)

        def writes(trace):
            lines = map(json.loads, trace.read_text(encoding="utf-8").splitlines())
            return [line["cdb"] for line in lines if line.get("cdb", "").replace(" ", "").startswith("2A")]

        self.assertGreater(len(writes(inner)), 10)
        self.assertEqual(writes(outer), writes(inner))

    def test_of_a_program_that_was_killed_are_whole(self):
        trace = self.folder / "killed.bbt"
        done = self.bbrun(*GENERIC, "--record", trace, "--", "sh", "-c", "sg_inq /dev/sr0; kill -9 $$")
        self.assertEqual(done.returncode, 128 + signal.SIGKILL)
        self.assertIn("end", json.loads(trace.read_text(encoding="utf-8").splitlines()[-1]))


class OwnBurner(BbrunTest):
    def test_bbburn_writes_over_sg_io(self):
        tree = self.new_tree()
        for medium in ("cd-r", "dvd+r", "bd-r"):
            with self.subTest(medium):
                keep = (*GENERIC, "--keep", self.folder / f"{medium}.bbd")
                burned = self.bbrun(*keep, "--medium", medium, "--", BIN / "bbburn", "write", "/dev/sr0", tree)
                self.assertEqual(burned.returncode, 0, burned.stderr)
                read = self.bbrun(*keep, "--", "isoinfo", "-x", "/HELLO.TXT;1", "-i", "/dev/sr0")
                self.assertEqual(read.stdout, "hello")


if __name__ == "__main__":
    unittest.main(verbosity=2)
