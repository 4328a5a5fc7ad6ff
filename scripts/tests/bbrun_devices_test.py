#!/usr/bin/python3
"""Programs under bbrun find its drives, share one connection to each, and read other files as fast as before."""
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import unittest

from bbrun_programs import BbrunTest, GENERIC
from programs import BIN, ROOT, Server

sys.path.insert(0, str(ROOT / "scripts"))
from matrix.report import write_report  # noqa: E402: the folder has to be known first


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


if __name__ == "__main__":
    unittest.main(verbosity=2)
