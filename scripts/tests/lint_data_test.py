#!/usr/bin/python3
"""Each rule of scripts/lint_data refuses what it is for, and nothing is refused in a tree that keeps them all."""

import copy
import importlib.machinery
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts"))


def program(name):
    loader = importlib.machinery.SourceFileLoader(name, str(ROOT / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


LINT = program("lint_data")

VECTORS = {
    "family": "park", "title": "PARK", "standard": "MMC-6", "clause": "PARK command",
    "vectors": [
        {"id": "park_cdb.all", "layout": "park_cdb", "bytes": "9F 12 12 34",
         "fields": {"operation_code": 159, "immed": 1, "force": 0, "slot": 2, "address": 0x1234}},
        {"id": "park_cdb.other", "layout": "park_cdb", "bytes": "9F 04 00 01",
         "fields": {"operation_code": 159, "immed": 0, "force": 1, "slot": 0, "address": 1}}]}

SHEET = {
    "family": "park", "standard": "MMC-6", "clause": "PARK command",
    "layouts": {"park_cdb": {"length": 4, "fields": [
        {"name": "operation_code", "byte": 0, "width": 1},
        {"name": "slot", "byte": 1, "high": 5, "low": 3},
        {"name": "force", "byte": 1, "high": 2, "low": 2},
        {"name": "immed", "byte": 1, "high": 1, "low": 1},
        {"name": "address", "byte": 2, "width": 2}]}}}

REGISTRY = {
    "registry": "parks", "standard": "MMC-6", "clause": "PARK command",
    "entries": [{"code": "0A", "qualifier": "00", "name": "PARKED", "identifier": "parked"},
                {"code": "0A", "qualifier": "01", "name": "MOVING", "identifier": "moving"}]}

HEADER = """#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::park_cdb {  // PARK, CDB
using operation_code = base::Big<0, 1>;
using slot = base::Bits<1, 5, 3>;
using immed = base::Bits<1, 1>;
using address = base::Big<2, 2>;
inline constexpr std::size_t length = 4;
}  // namespace emulator::mmc::park_cdb
"""


class LintData(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        schemas = self.root / "fixtures/schemas"
        shutil.copytree(ROOT / "fixtures/schemas", schemas)
        self.vectors, self.sheet, self.registry = map(copy.deepcopy, (VECTORS, SHEET, REGISTRY))
        self.header = HEADER

    @property
    def first(self):
        return self.vectors["vectors"][0]

    @property
    def sheet_fields(self):
        return self.sheet["layouts"]["park_cdb"]["fields"]

    def write(self, path, content):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content if isinstance(content, str) else json.dumps(content))

    def problems(self):
        self.write("fixtures/vectors/park.json", self.vectors)
        if self.sheet:
            self.write("fixtures/layouts/park.json", self.sheet)
        self.write("fixtures/registry/parks.json", self.registry)
        self.write("emulator/mmc/park_layout.h", self.header)
        return [str(problem) for problem in LINT.lint(self.root)[0]]

    def refused(self, place, what):
        problems = self.problems()
        self.assertTrue(any(problem.startswith(place + ":") and what in problem for problem in problems), problems)

    def test_a_tree_that_keeps_all_rules_passes(self):
        self.assertEqual(self.problems(), [])

    def test_counts(self):
        self.assertEqual(self.problems(), [])
        counts = LINT.lint(self.root)[1]
        self.assertEqual((counts["vectors"], counts["layouts"], counts["fields"], counts["layout lines"]), (2, 1, 5, 4))

    def test_broken_json(self):
        self.write("fixtures/traces/one.json", "{ \"a\": ")
        self.refused("fixtures/traces/one.json", "cannot be read")

    def test_a_member_twice_in_one_object(self):
        self.write("fixtures/traces/one.json", '{ "a": 1, "a": 2 }')
        self.refused("fixtures/traces/one.json", "stands twice")

    def test_a_file_that_no_schema_is_for(self):
        self.write("profiles/strange/one.json", {})
        self.refused("profiles/strange/one.json", "no schema is for it")

    def test_a_schema_that_is_none(self):
        self.write("fixtures/schemas/bad.schema.json", {"type": "banana"})
        self.refused("fixtures/schemas/bad.schema.json", "no JSON Schema")

    def test_each_line_of_a_file_of_lines_has_the_schema(self):
        self.write("fixtures/schemas/lines.schema.json", {"applies_to": ["fixtures/odd/*.jsonl"], "type": "object"})
        self.write("fixtures/odd/one.jsonl", '{}\n[]\n')
        self.refused("fixtures/odd/one.jsonl", "line 2")

    def test_each_line_of_a_compressed_trace_has_the_schema(self):
        self.write("fixtures/traces/one.bbt", '{"end": 0}\n{"end": "none"}\n')
        subprocess.run(["zstd", "-q", "--rm", self.root / "fixtures/traces/one.bbt"], check=True, timeout=60)
        self.refused("fixtures/traces/one.bbt.zst", "line 2")

    def test_a_compressed_trace_that_is_none(self):
        self.write("fixtures/traces/one.bbt.zst", '{"end": 0}\n')
        self.refused("fixtures/traces/one.bbt.zst", "cannot be read")

    def test_lower_case_bytes(self):
        self.first["bytes"] = "9f 12 12 34"
        self.refused("fixtures/vectors/park.json", "does not match")

    def test_a_negative_value(self):
        self.first["fields"]["slot"] = -1
        self.refused("fixtures/vectors/park.json", "minimum")

    def test_a_family_called_otherwise_than_its_file(self):
        self.vectors["family"] = "parking"
        self.refused("fixtures/vectors/park.json", "family is called parking")

    def test_an_id_without_its_layout(self):
        self.first["id"] = "park.all"
        self.refused("fixtures/vectors/park.json", "does not begin with its layout")

    def test_an_id_twice(self):
        self.first["id"] = "park_cdb.other"
        self.refused("fixtures/vectors/park.json", "stands twice")

    def test_a_family_without_a_sheet(self):
        self.sheet = None
        self.refused("fixtures/vectors/park.json", "has no sheet")

    def test_a_sheet_without_vectors(self):
        self.sheet["layouts"]["leave_cdb"] = self.sheet["layouts"]["park_cdb"]
        self.refused("fixtures/layouts/park.json", "no vector has the layout leave_cdb")

    def test_a_value_that_the_bytes_do_not_hold(self):
        self.first["fields"]["address"] = 0x3412
        self.refused("fixtures/vectors/park.json", "address is 13330, the bytes hold 4660")

    def test_a_field_that_the_vector_leaves_out(self):
        del self.first["fields"]["force"]
        self.refused("fixtures/vectors/park.json", "the vector does not have force")

    def test_a_field_that_the_sheet_leaves_out(self):
        del self.sheet_fields[2]
        self.refused("fixtures/vectors/park.json", "the sheet does not have force")

    def test_a_cdb_longer_than_its_sheet(self):
        self.first["bytes"] += " 00"
        self.refused("fixtures/vectors/park.json", "has 5 bytes, the sheet 4")

    def test_a_text_that_the_bytes_do_not_hold(self):
        self.first["texts"] = [{"name": "word", "byte": 2, "ascii": "no"}]
        self.refused("fixtures/vectors/park.json", "do not hold the text word")

    def test_fields_over_each_other(self):
        self.sheet_fields[1]["low"] = 2
        self.refused("fixtures/layouts/park.json", "lies over slot")

    def test_a_field_outside_its_layout(self):
        self.sheet_fields[4]["width"] = 3
        self.refused("fixtures/layouts/park.json", "does not fit")

    def test_a_wide_field_with_equal_bytes(self):
        self.first["bytes"], self.first["fields"]["address"] = "9F 12 12 12", 0x1212
        self.vectors["vectors"][1]["bytes"], self.vectors["vectors"][1]["fields"]["address"] = "9F 04 00 00", 0
        self.refused("fixtures/vectors/park.json", "no vector gives park_cdb.address a value")

    def test_a_bit_field_that_is_all_ones_or_zero(self):
        self.first["bytes"], self.first["fields"]["slot"] = "9F 3A 12 34", 7
        self.refused("fixtures/vectors/park.json", "no vector gives park_cdb.slot a value")

    def test_a_flag_that_is_never_set(self):
        self.first["bytes"], self.first["fields"]["immed"] = "9F 10 12 34", 0
        self.refused("fixtures/vectors/park.json", "no vector gives park_cdb.immed a value")

    def test_neighbouring_flags_that_never_differ(self):
        self.first["bytes"], self.first["fields"]["force"] = "9F 16 12 34", 1
        self.vectors["vectors"][1]["bytes"], self.vectors["vectors"][1]["fields"]["force"] = "9F 00 00 01", 0
        self.refused("fixtures/vectors/park.json", "immed and force never differ")

    def test_an_operation_code_of_zero_is_all_that_the_standard_has(self):
        for vector in self.vectors["vectors"]:
            vector["bytes"], vector["fields"]["operation_code"] = "00" + vector["bytes"][2:], 0
        self.assertEqual(self.problems(), [])

    def test_a_field_with_only_one_value_says_so_in_its_sheet(self):
        self.first["bytes"], self.first["fields"]["immed"] = "9F 10 12 34", 0
        self.sheet_fields[3]["only_values"] = "immed is obsolete and zero"
        self.header = self.header.replace("using immed = base::Bits<1, 1>;\n", "")
        self.assertEqual(self.problems(), [])

    def test_only_values_must_be_true(self):
        self.sheet_fields[3]["only_values"] = "immed is obsolete and zero"
        self.refused("fixtures/layouts/park.json", "although only_values denies it")

    def test_a_layout_line_of_no_vector(self):
        self.header = self.header.replace("slot", "place")
        self.refused("emulator/mmc/park_layout.h:7", "no vector knows park_cdb.place")

    def test_a_layout_of_no_vector(self):
        self.header = self.header.replace("park_cdb", "parking_cdb")
        self.refused("emulator/mmc/park_layout.h:6", "no vector has the layout parking_cdb")

    def test_a_layout_line_cut_so_that_no_vector_tells(self):
        self.header = self.header.replace("address = base::Big<2, 2>", "address = base::Big<3, 1>")
        self.vectors["vectors"][1]["bytes"], self.vectors["vectors"][1]["fields"]["address"] = "9F 04 00 FF", 255
        self.refused("emulator/mmc/park_layout.h:9", "a value that shows a mistake")

    def test_code_that_is_no_layout_line(self):
        self.header = self.header.replace("using slot = base::Bits<1, 5, 3>;", "using slot = Bits<1, 5, 3>;")
        self.refused("emulator/mmc/park_layout.h:7", "not a layout line")

    def test_bits_the_wrong_way_round(self):
        self.header = self.header.replace("<1, 5, 3>", "<1, 3, 5>")
        self.refused("emulator/mmc/park_layout.h:7", "is no field")

    def test_a_namespace_of_the_other_side(self):
        self.header = self.header.replace("namespace emulator", "namespace driver")
        self.refused("emulator/mmc/park_layout.h:6", "open the namespace of the file's folder")

    def test_a_layout_line_twice(self):
        self.header = self.header.replace("using immed", "using slot")
        self.refused("emulator/mmc/park_layout.h:8", "stands on line 7 already")

    def test_a_code_twice(self):
        self.registry["entries"][1]["qualifier"] = "00"
        self.refused("fixtures/registry/parks.json", "the code 0A/00 stands twice")

    def test_an_identifier_twice(self):
        self.registry["entries"][1]["identifier"] = "parked"
        self.refused("fixtures/registry/parks.json", "the identifier parked stands twice")

    def test_codes_of_different_length(self):
        self.registry["entries"][1]["code"] = "A"
        self.refused("fixtures/registry/parks.json", "codes of different length")

    def burners(self, **changes):
        burn = {"cell": "burn", "program": "cdrskin", "burn": "-sao", "due": "bbrun",
                "steps": [{"run": ["cdrskin", "dev={drive}"]},
                          {"run": ["readom"], "compare": {"file": "{work}/a", "with": "{first.iso}"}},
                          {"run": ["cd-info"], "expect": ["a line"]}]}
        probe = {"cell": "probe", "program": "sg_inq", "burn": "inquiry", "due": "bbrun", "disc_of": "burn",
                 "steps": [{"run": ["sg_inq"]}]}
        self.write("conformance/burners/cd-r.json", {"medium": "cd-r", "cells": [burn | changes, probe]})

    def test_a_burner_cell_that_keeps_all_rules_passes(self):
        self.burners()
        self.assertEqual(self.problems(), [])

    def test_a_burner_whose_data_no_other_program_reads(self):
        self.burners(program="readom")
        self.refused("conformance/burners/cd-r.json", "burn has no other program read its data")

    def test_a_burner_whose_disc_no_other_program_describes(self):
        self.burners(program="cd-info")
        self.refused("conformance/burners/cd-r.json", "burn has no other program say the disc's state")

    def test_a_probe_of_a_disc_that_nobody_burns(self):
        self.burners(cell="other")
        self.refused("conformance/burners/cd-r.json", "probe wants the disc of burn")

    def test_a_burner_cell_that_is_due_without_steps(self):
        self.burners(steps=None)
        self.refused("conformance/burners/cd-r.json", "steps")

    def disc(self, **changes):
        piece = {"layout": "park_cdb", "fields": {"slot": 2}, "unequal": {"slot": {"ours": 0, "because": "MMC-6, PARK command"}}}
        report = {"format": "burnbench-disc-answers", "version": 1, "comment": "A parked disc.", "family": "cd-r",
                  "provenance": {"kind": "attested", "source": "a report", "drive": "a drive", "medium": "CD-R"},
                  "disc": {"medium": "cd-r"}, "answers": [{"cdb": "9F 00 00 00 00 00", "pieces": [piece | changes]}],
                  "left_out": []}
        shutil.copytree(ROOT / "profiles/media", self.root / "profiles/media", dirs_exist_ok=True)
        self.write("fixtures/discs/parked.json", report)

    def test_a_disc_report_that_keeps_all_rules_passes(self):
        self.disc()
        self.assertEqual(self.problems(), [])
        self.disc(unequal={"slot": {"ours": 0, "because": "parked"}})
        self.assertEqual(self.problems(), [])

    def test_a_disc_report_of_a_field_that_no_sheet_has(self):
        self.disc(fields={"slot": 2, "colour": 1})
        self.refused("fixtures/discs/parked.json", "park_cdb has no colour")

    def test_a_disc_report_that_excuses_what_it_does_not_compare(self):
        self.disc(fields={"immed": 1})
        self.refused("fixtures/discs/parked.json", "slot is unequal and not compared")

    def test_a_disc_report_whose_excuse_names_nothing(self):
        self.disc(unequal={"slot": {"ours": 0, "because": "it looks better"}})
        self.refused("fixtures/discs/parked.json", "names neither a report nor a clause")

    def test_a_finding_without_its_test(self):
        self.write("conformance/burners/findings.md", "| complaint | test |\n|---|---|\n| it broke | `Burn.works` |\n")
        self.refused("conformance/burners/findings.md", "there is no test Burn.works")
        self.write("emulator/mmc/burn_test.cpp", "TEST_F(Burn, works) {}\n")
        self.assertEqual(self.problems(), [])


if __name__ == "__main__":
    unittest.main()
