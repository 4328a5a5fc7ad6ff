#!/usr/bin/python3
"""scripts/burners judges: what makes a cell fail, what it leaves of a failed one, what it says of one that is owed.

The cells of this test are its own, in a copy of the runner; the drives and programs are real.
"""
import json
import os
import pathlib
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as xml

from programs import BIN, ROOT, ProgramTest

BURN = {"run": ["cdrskin", "dev={drive}", "-sao", "{third.iso}"]}
READ = {"run": ["dd", "if={drive}", "bs=2048", "count=307", "of={work}/back"],
        "compare": {"file": "{work}/back", "with": "{third.iso}"}}
STATE = {"run": ["wodim", "dev={drive}", "-toc"],
         "expect": ["track:lout lba: 307 ( 1228) 00:06:07 adr: 1 control: 4 mode: -1"]}


class Burners(ProgramTest):
    def setUp(self):
        super().setUp()
        shutil.copytree(ROOT / "scripts", self.folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / "conformance" / "burners").mkdir(parents=True)

    def cell(self, name, *steps, **more):
        return {"cell": name, "program": "cdrskin", "burn": "-sao", "due": "bbrun", "steps": list(steps), **more}

    def burners(self, *cells, words=(), medium="cd-r"):
        place = self.folder / "conformance" / "burners" / f"{medium}.json"
        place.write_text(json.dumps({"medium": medium, "cells": cells}), encoding="utf-8")
        reports = self.folder / "reports"
        return subprocess.run([self.folder / "scripts" / "burners", "--bin", BIN, "--output", self.folder / "out", *words],
                              capture_output=True, text=True, timeout=300, env={**os.environ, "BURNBENCH_REPORTS": str(reports)})

    def results(self):
        values = json.loads((self.folder / "out" / "results.json").read_text(encoding="utf-8"))
        return {cell["cell"]: cell for cell in values["cells"]}

    def test_cell_whose_claims_hold_is_green(self):
        done = self.burners(self.cell("all", BURN, READ, STATE))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout.splitlines()[-1], r"^burners: 1 cells, 1 green, 0 failed, 0 skipped, \d+ s$")
        self.assertEqual(self.results()["cd-r.all"]["outcome"], "green")
        self.assertEqual((self.folder / "reports" / "burners.txt").read_text(), done.stdout.splitlines()[-1] + "\n")

    def test_each_claim_that_does_not_hold_fails_its_cell(self):
        other = {**READ, "compare": {"file": "{work}/back", "with": "{third.iso}", "first_block": 1, "blocks": 306}}
        done = self.burners(
            self.cell("code", {**BURN, "exit": 7}),
            self.cell("data", BURN, other),
            self.cell("state", BURN, {**STATE, "expect": ["track:lout lba: 308"]}),
            self.cell("take", BURN, {**STATE, "take": {"word": "no such (line)"}}),
            self.cell("tree", BURN, {"run": ["xorriso", "-osirrox", "on", "-indev", "{drive}", "-extract", "/", "{work}/t"],
                                     "tree": {"found": "{work}/t", "is": ["first"]}}),
            self.cell("time", {"run": ["sleep", "60"], "seconds": 1}))
        self.assertEqual(done.returncode, 1)
        reasons = {name: cell["reason"] for name, cell in self.results().items()}
        self.assertRegex(reasons["cd-r.code"], "cdrskin ended with 0")
        self.assertRegex(reasons["cd-r.data"], "data read by dd differs from .* at byte 30720$")  # 15 equal blocks
        self.assertRegex(reasons["cd-r.state"], 'wodim did not say "track:lout lba: 308"')
        self.assertRegex(reasons["cd-r.take"], "wodim said nothing like")
        self.assertRegex(reasons["cd-r.tree"], "xorriso found .*five.bin")
        self.assertRegex(reasons["cd-r.time"], "sleep ran longer than 1 s")
        self.assertIn("6 failed", done.stdout)

    def test_failed_cell_keeps_its_traces_and_what_was_said(self):
        self.burners(self.cell("state", BURN, {**STATE, "expect": ["nothing"]}))
        kept = self.folder / "out" / "cd-r.state"
        self.assertEqual(sorted(path.name for path in kept.iterdir()), ["1.cdrskin.bbt", "2.wodim.bbt", "output.txt"])
        self.assertIn("$ wodim dev=/dev/sr0 -toc", (kept / "output.txt").read_text(encoding="utf-8"))
        self.assertIn('"end"', (kept / "1.cdrskin.bbt").read_text(encoding="utf-8").splitlines()[-1])
        case = xml.parse(self.folder / "out" / "junit.xml").find(".//testcase")
        self.assertRegex(case.find("failure").get("message"), "did not say")
        self.assertIn("cd-r.state/1.cdrskin.bbt", case.find("failure").text)
        self.assertIn('href="cd-r.state/2.wodim.bbt"', (self.folder / "out" / "index.html").read_text(encoding="utf-8"))

    def test_cell_that_is_owed_is_skipped_by_name_with_its_work_item(self):
        owed = {"cell": "later", "program": "cdrdao", "burn": "write", "due": "families"}
        done = self.burners(self.cell("now", BURN), owed)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn('skipped 1: owed by the work item "families"\n    cd-r.later\n', done.stdout)
        cases = xml.parse(self.folder / "out" / "junit.xml").findall(".//testcase/skipped")
        self.assertEqual([case.get("message") for case in cases], ['owed by the work item "families"'])

    def test_missing_program_is_a_skip_with_the_remedy(self):
        done = self.burners(self.cell("none", {"run": ["no-such-burner"]}))
        self.assertIn("no-such-burner not installed; scripts/setup test installs it", done.stdout)
        self.assertIn("0 green, 0 failed, 1 skipped", done.stdout)

    def test_reader_gets_the_disc_of_its_cell_and_waits_for_it(self):
        done = self.burners(self.cell("reader", READ, disc_of="burner"), self.cell("burner", BURN), words=("--jobs", "1"))
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("2 green", done.stdout)
        done = self.burners(self.cell("reader", READ, disc_of="burner"), self.cell("burner", {**BURN, "exit": 7}))
        self.assertEqual(self.results()["cd-r.reader"]["reason"], "needs the disc of cd-r.burner, which is not green")

    def test_trace_that_does_not_replay_fails_its_cell(self):
        """The cell's program itself puts another medium in the twin's place."""
        change = {"run": ["sh", "-c", "cdrskin dev=/dev/sr0 -sao \"$0\" && cd {work} && rm twin.bbd &&"
                          f" {BIN}/bbdrive disc new twin.bbd --medium bd-r >{{work}}/said", "{third.iso}"]}
        done = self.burners(self.cell("twin", change))
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(self.results()["cd-r.twin"]["reason"], "trace 1.sh.bbt does not replay: .*bd-r")

    def test_words_choose_cells_and_usage_is_told(self):
        cells = (self.cell("one", BURN), self.cell("two", BURN))
        self.assertIn("1 cells, 1 green", self.burners(*cells, words=("--cell", "two")).stdout)
        self.assertEqual(self.burners(*cells, words=("--medium", "wax")).returncode, 2)
        self.assertEqual(self.burners(*cells, words=("--jobs", "0")).returncode, 2)
        listed = self.burners(*cells, words=("--list",)).stdout.splitlines()
        self.assertEqual([line.split()[0] for line in listed], ["cd-r.one", "cd-r.two"])
        nothing = subprocess.run([self.folder / "scripts" / "burners", "--bin", self.folder], capture_output=True, text=True,
                                 timeout=60)
        self.assertEqual(nothing.returncode, 9)


if __name__ == "__main__":
    unittest.main(verbosity=2)
