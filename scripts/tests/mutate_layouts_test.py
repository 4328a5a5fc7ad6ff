#!/usr/bin/python3
"""scripts/mutate_layouts finds the line that no vector watches, and no other."""

import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

HEADER = """#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::park_cdb {
using slot = base::Bits<1, 5, 3>;
using address = base::Big<2, 2>;  // watched by one vector
using count = base::Big<4, 2>;
}
"""


def vector(data, slot, address, count):
    return {"id": f"park_cdb.{len(data)}", "layout": "park_cdb", "bytes": data,
            "fields": {"slot": slot, "address": address, "count": count}}


class MutateLayouts(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def mutate(self, vectors, sheets=None, *options):
        for path, text in {"emulator/mmc/park_layout.h": HEADER,
                           "fixtures/vectors/park.json": json.dumps({"family": "park", "vectors": vectors}),
                           "fixtures/layouts/park.json": json.dumps({"family": "park", "layouts": sheets or {}})}.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        played = subprocess.run([ROOT / "scripts/mutate_layouts", "--root", self.root, "--build", self.root / "build",
                                 *options], capture_output=True, text=True)
        return played.returncode, played.stdout.splitlines()

    def test_what_vectors_and_sheets_notice(self):
        strong = vector("9F 10 12 34 56 78", 2, 0x1234, 0x5678)
        status, output = self.mutate([strong])
        self.assertEqual((status, output),
                         (0, ["layout lines 3, mutants 5, killed by vectors 5, survivors 0"]))

        # A count of 0 says nothing: what follows is 0 too, in any order.
        weak = vector("9F 10 12 34 00 00", 2, 0x1234, 0)
        status, output = self.mutate([weak])
        self.assertEqual(status, 1)
        self.assertEqual(output, [
            "survivor: emulator/mmc/park_layout.h:8: emulator::mmc::park_cdb::count shifted",
            "survivor: emulator/mmc/park_layout.h:8: emulator::mmc::park_cdb::count byte-swapped",
            "layout lines 3, mutants 5, killed by vectors 3, survivors 2"])

        # The sheet sees both, which does not help them.
        sheet = {"park_cdb": {"length": 6, "fields": [
            {"name": "slot", "byte": 1, "high": 5, "low": 3},
            {"name": "address", "byte": 2, "width": 2}, {"name": "count", "byte": 4, "width": 2}]}}
        status, output = self.mutate([weak], sheet)
        self.assertEqual(status, 1)
        self.assertEqual(output, [
            "survivor: emulator/mmc/park_layout.h:8: emulator::mmc::park_cdb::count shifted, seen by its sheet alone",
            "survivor: emulator/mmc/park_layout.h:8: emulator::mmc::park_cdb::count byte-swapped, seen by its sheet alone",
            "layout lines 3, mutants 5, killed by vectors 3, survivors 2"])

        status, output = self.mutate([strong], sheet, "--sample", "2", "--seed", "7")
        self.assertEqual(output, ["seed 7", "layout lines 3, mutants 2, killed by vectors 2, survivors 0"])

        # A tree that is wrong before anything is spoiled is not judged.
        status, output = self.mutate([vector("9F 10 12 34 56 78", 2, 0x3412, 0x5678)])
        self.assertEqual((status, output), (1, []))


if __name__ == "__main__":
    unittest.main()
