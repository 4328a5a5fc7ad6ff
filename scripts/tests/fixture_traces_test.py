#!/usr/bin/python3
"""The traces of fixtures/traces judge the emulator as hosts, and those of bbburn judge it as drives."""
import json
import os
import sys
import unittest

from programs import BIN, ROOT, ProgramTest, Server, events, run

sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts"))
from matrix.recordings import (DRIVE, ENDING, FOLDER, PAYLOADS, content_of, environment_of, filled, is_own,  # noqa: E402
                               make_trees, read_discs, stored_payloads)

LARGEST_FOLDER = 200_000  # bytes
DISCS = read_discs()


def path_of(step):
    return FOLDER / (step["trace"] + ENDING)


def lines_of(step):
    return [json.loads(line) for line in content_of(path_of(step)).decode().splitlines()]


def verdict_of(done):
    """The event of a replay, or what it said instead."""
    found = events(done.stdout)
    return found[-1] if found else {"verdict": done.stderr.strip(), "judged": 0}


class Replays(ProgramTest):
    def assert_passes(self, done):
        event = verdict_of(done)
        self.assertEqual((done.returncode, event["verdict"]), (0, "pass"), event)
        self.assertGreater(event["judged"], 10, event)

    def test_each_trace_passes_as_host_on_a_disc_of_its_medium_and_state(self):
        for disc in DISCS:
            file = self.new_disc(disc["medium"], f"{disc['traces'][0]['trace']}.bbd")
            with Server("--drive", DRIVE, "--disc", file) as server:
                for step in disc["traces"]:
                    with self.subTest(step["trace"]):
                        self.assert_passes(run("bbcheck", "replay", path_of(step), server.urls[0], "--json"))
            self.assert_sound(file)

    def test_bbburn_gives_the_commands_and_data_of_its_traces(self):
        words = make_trees(self.folder)
        for step in (step for disc in DISCS for step in disc["traces"] if is_own(step)):
            with self.subTest(step["trace"]):
                program, *options = filled(step["run"], words)
                self.assert_passes(run("bbcheck", "replay", path_of(step), "--as-drive", "--cut-waiting", "--json", "--",
                                       BIN / program, *options, env=environment_of(os.environ)))


class Files(unittest.TestCase):
    def test_every_trace_is_listed_once_and_every_listed_one_is_there(self):
        listed = sorted(path_of(step).name for disc in DISCS for step in disc["traces"])
        self.assertEqual(listed, sorted(path.name for path in FOLDER.glob("*.bbt*")))

    def test_names_say_program_and_medium(self):
        for disc in DISCS:
            for step in disc["traces"]:
                self.assertRegex(step["trace"], rf"^{step['run'][0]}-{disc['medium'].replace('+', '[+]')}-[a-z]+$")

    def test_headers_say_what_is_in_the_drive_and_claim_nothing_of_real_drives(self):
        for disc in DISCS:
            for place, step in enumerate(disc["traces"]):
                header = lines_of(step)[0]
                with self.subTest(step["trace"]):
                    self.assertEqual(header["precondition"]["medium"], disc["medium"])
                    self.assertEqual(header["precondition"]["state"], "appendable" if place else "blank")
                    self.assertEqual((header["drive"]["vendor"], header["provenance"]["kind"]), ("BURNBNCH", "assumed"))
                    self.assertRegex(header["provenance"]["source"], rf"^{step['run'][0]} \d")

    def test_every_byte_of_the_payloads_is_some_traces(self):
        unused = bytearray(b"?" * len(content_of(FOLDER / PAYLOADS)))
        for step in (step for disc in DISCS for step in disc["traces"]):
            for payload in (payload for line in lines_of(step) for payload in stored_payloads(line)):
                begin = payload["from"]["offset"]
                unused[begin:begin + payload["length"]] = bytes(payload["length"])
        self.assertEqual(unused.count(b"?"), 0)

    def test_all_together_stay_small(self):
        self.assertLess(sum(path.stat().st_size for path in FOLDER.iterdir()), LARGEST_FOLDER)


if __name__ == "__main__":
    unittest.main(verbosity=2)
