#!/usr/bin/python3
"""The mutants of scripts/mutate_gates still mean something: each changes one place that is there."""
import json
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MUTANTS = json.loads((ROOT / "scripts" / "data" / "gate_mutants.json").read_text(encoding="utf-8"))


class GateMutants(unittest.TestCase):
    def test_each_has_its_place_and_changes_it(self):
        for mutant in MUTANTS:
            with self.subTest(mutant["name"]):
                text = (ROOT / mutant["file"]).read_text(encoding="utf-8")
                self.assertEqual(text.count(mutant["from"]), 1)
                self.assertNotEqual(mutant["from"], mutant["to"])

    def test_names_are_unique(self):
        names = [mutant["name"] for mutant in MUTANTS]
        self.assertEqual(len(names), len(set(names)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
