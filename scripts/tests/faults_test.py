#!/usr/bin/python3
"""A burn over a drive that fails on purpose (bbdrive serve --faults): the burner says that it failed, and the disc is sound."""
import json
import os
import unittest

from programs import ROOT, ProgramTest, Server, run

PLANS = ROOT / "fixtures" / "faults"
MEDIA = ("bd-r", "dvd+r", "cd-r")


class Faults(ProgramTest):
    def new_plan(self, rule):
        plan = self.folder / "plan.json"
        plan.write_text(json.dumps({"format": "burnbench-fault-plan", "version": 1, "rules": [rule]}), encoding="utf-8")
        return plan

    def burn_with(self, plan, medium):
        """Burns over a drive with that plan; the disc after the server's end, and the tree."""
        disc = self.new_disc(medium)
        tree = self.new_tree({"large.bin": os.urandom(2 << 20)})
        with Server("--drive", "generic-bd", "--disc", disc, "--faults", PLANS / plan) as server:
            burned = run("bbburn", "write", server.urls[0], tree)
            again = run("bbburn", "media", server.urls[0])
            self.assertEqual(server.stop(), 0)
        self.assertEqual(burned.returncode, 4, burned.stdout + burned.stderr)
        self.assertRegex(burned.stderr, r"\Abbburn: .*; look at the disc with bbburn media once the drive is back\n\Z")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assert_sound(disc)
        return disc, tree, again.stdout

    def test_dropped_connection(self):
        for medium in MEDIA:
            with self.subTest(medium):
                disc, _, said = self.burn_with("drop-connection.json", medium)
                self.assertRegex(said, "appendable")  # the drive is still there and has what it was given
                disc.unlink()

    def test_power_loss(self):
        for medium in MEDIA:
            with self.subTest(medium):
                disc, tree, said = self.burn_with("power-loss.json", medium)
                self.assertRegex(said, "blank")  # nothing had been synchronized
                with Server("--drive", "generic-bd", "--disc", disc) as server:
                    burned = run("bbburn", "write", server.urls[0], tree, "--verify")
                    self.assertEqual(burned.returncode, 0, burned.stdout + burned.stderr)
                self.assert_sound(disc)
                disc.unlink()

    def test_failed_write(self):
        plan = self.new_plan({"operation_code": "2A", "nth": 5, "fault": {"kind": "fail", "sense": "3/0C/00"}})
        disc = self.new_disc("bd-r")
        with Server("--drive", "generic-bd", "--disc", disc, "--faults", plan) as server:
            self.assert_refused(run("bbburn", "write", server.urls[0], self.new_tree({"a": os.urandom(1 << 20)})), 6, r"3/0C/00")
        self.assert_sound(disc)

    def test_plan_is_the_last_drive_s(self):
        plan = self.new_plan({"operation_code": "12", "fault": {"kind": "fail", "sense": "5/24/00"}})
        with Server("--drive", "generic-cd", "--drive", "generic-bd", "--faults", plan, "--drive", "generic-dvd") as server:
            self.assertEqual([run("bbburn", "info", url).returncode for url in server.urls], [0, 6, 0])


if __name__ == "__main__":
    unittest.main(verbosity=2)
