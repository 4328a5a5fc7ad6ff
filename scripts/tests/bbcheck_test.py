#!/usr/bin/python3
"""bbcheck as users run it: exit codes, one line for people, and JSON that its schema describes."""
import json
import os
import socket
import threading
import unittest
import xml.etree.ElementTree

import jsonschema
from programs import ROOT, ProgramTest, Server, digest, events, run

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((ROOT / "fixtures" / "schemas" / "bbcheck_events.schema.json").read_text(encoding="utf-8")))
VERDICTS = ("pass", "fail", "skip", "not-applicable", "waived", "broken")
NOWHERE = "iscsi://127.0.0.1:1/iqn.2026-11.test.burnbench:none/0"


class BbcheckTest(ProgramTest):
    def check(self, *words, code=0):
        """The events of a run with this exit code; each is one that the schema knows."""
        done = run("bbcheck", *words, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        found = events(done.stdout)
        self.assertEqual(len(found), len(done.stdout.splitlines()), done.stdout)
        for event in found:
            SCHEMA.validate(event)
        return found

    def serve(self, medium="bd-r"):
        server = Server("--drive", "generic-bd", *(["--disc", self.new_disc(medium)] if medium else []))
        self.addCleanup(server.stop)
        return server.urls[0]


class Run(BbcheckTest):
    def test_console_json_and_junit_are_one_result_list(self):
        url = self.serve()
        report = self.folder / "report.xml"
        found = self.check("run", url, "--junit", report)
        summary = found[-1]
        cases = [event for event in found if event["event"] == "case"]
        self.assertEqual(found[0]["event"], "run")
        self.assertEqual(summary["event"], "summary")
        for verdict in VERDICTS:
            self.assertEqual(summary[verdict], sum(case["verdict"] == verdict for case in cases))
        suite = xml.etree.ElementTree.parse(report).getroot().find("testsuite")
        self.assertEqual(int(suite.get("tests")), len(cases))
        self.assertEqual(int(suite.get("failures")), summary["fail"])
        self.assertEqual(int(suite.get("skipped")), summary["skip"] + summary["not-applicable"] + summary["waived"])
        self.assertEqual(len(suite.findall("testcase/skipped")), int(suite.get("skipped")))

    def test_destructive_cases_want_consent_and_unlock_others(self):
        url = self.serve()
        before = {event["id"]: event["verdict"] for event in self.check("run", url) if event["event"] == "case"}
        self.assertEqual((before["WRT-01"], before["TOC-01"]), ("skip", "skip"))
        after = {event["id"]: event["verdict"] for event in self.check("run", url, "--allow-destructive")
                 if event["event"] == "case"}
        self.assertEqual((after["WRT-01"], after["TOC-01"]), ("pass", "pass"))

    def test_one_case_by_id_and_by_pattern(self):
        url = self.serve()
        self.assertEqual([event["id"] for event in self.check("run", url, "--case", "INQ-02")
                          if event["event"] == "case"], ["INQ-02"])
        found = [event["id"] for event in self.check("run", url, "--case", "ISC-*", "--case", "TUR-01")
                 if event["event"] == "case"]
        self.assertEqual(sorted(found), found)
        self.assertTrue({"ISC-04", "TUR-01"} <= set(found) and "INQ-02" not in found)

    def test_skips_alone_are_no_success(self):
        self.check("run", self.serve(), "--case", "TUR-02", code=9)

    def test_failed_case_is_a_line_for_people(self):
        profile = json.loads((ROOT / "profiles" / "drives" / "generic-cd.json").read_text(encoding="utf-8"))
        profile["identity"]["vendor"] = " ACME"
        drive = self.folder / "drive.json"
        drive.write_text(json.dumps(profile), encoding="utf-8")
        with Server("--drive", drive) as server:
            self.assert_refused(run("bbcheck", "run", server.urls[0], "--case", "INQ-03"), 1, "1 of 1 cases failed")

    def test_what_cannot_be_judged_is_refused(self):
        url = self.serve()
        self.assert_refused(run("bbcheck", "run", url, "--case", "XYZ-99"), 2, "bbcheck list")
        self.assert_refused(run("bbcheck", "run", "sr0"), 2, "iscsi://")
        self.assert_refused(run("bbcheck", "run", NOWHERE), 4, "; start the drive's server")
        self.assert_refused(run("bbcheck", "run", url.replace("generic-bd", "other")), 4, "no such target; .*give another target")
        waivers = self.folder / "waivers.json"
        waivers.write_text('{"waivers": [{"id": "INQ-04"}]}', encoding="utf-8")
        self.assert_refused(run("bbcheck", "run", url, "--waivers", waivers), 3, "owner.*; write it as waivers.schema.json says")
        self.assert_refused(run("bbcheck", "run", url, "--waivers", self.folder / "none"), 3, "none: .*No such file.*; name a list of waivers")
        missing = self.folder / "no" / "report.xml"
        self.assert_refused(run("bbcheck", "run", url, "--case", "TUR-01", "--junit", missing), 7, "another place")

    def test_target_that_does_not_answer(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"iscsi://127.0.0.1:{silent.getsockname()[1]}/iqn.x/0"
            peer = threading.Thread(target=lambda: silent.accept()[0].close())
            peer.start()
            self.assert_refused(run("bbcheck", "record", url, "-o", self.folder / "t"), 4, "; see whether the server and the drive still")
            peer.join()

    def test_list_names_every_case(self):
        self.assertGreaterEqual(len(self.check("list")), 24)
        self.assertEqual([event["id"] for event in self.check("list", "--case", "TOC-02")], ["TOC-02"])


class Traces(BbcheckTest):
    def record(self, url, *words):
        trace = self.folder / "probe.bbt.zst"
        self.check("record", url, "-o", trace, *words)
        return trace

    def test_recorded_drive_replays_as_itself(self):
        url = self.serve()
        trace = self.record(url)
        event = self.check("replay", trace, url)[-1]
        self.assertEqual((event["role"], event["verdict"], event["judged"]), ("host", "pass", event["exchanges"]))

    def test_altered_answer_is_named_by_command_and_field(self):
        url = self.serve()
        trace = self.record(url)
        altered = self.folder / "altered.bbt"
        for seed in range(5):
            made = self.check("alter", trace, "-o", altered, "--role", "host", "--seed", seed)[-1]
            event = self.check("replay", altered, url, code=1)[-1]
            self.assertEqual(event["difference"]["exchange"], made["exchange"])
            self.assertTrue(event["difference"]["command"] and event["difference"]["field"])

    def test_other_disc_is_broken_and_not_failed(self):
        trace = self.record(self.serve())
        event = self.check("replay", trace, self.serve("dvd+r"), code=9)[-1]
        self.assertEqual(event["verdict"], "broken")

    def test_script_of_commands_is_recorded(self):
        script = self.folder / "script"
        script.write_text("25 00 00 00 00 00 00 00 00 00 in 8  # READ CAPACITY\n", encoding="utf-8")
        url = self.serve()
        trace = self.folder / "t.bbt"
        self.check("record", url, "-o", trace, "--script", script)
        self.assertEqual([line for line in map(json.loads, trace.read_text(encoding="utf-8").splitlines())][-1],
                         {"end": 1})
        script.write_text("25 00\n", encoding="utf-8")
        self.assert_refused(run("bbcheck", "record", url, "-o", trace, "--script", script), 3, "line 1.*; see bbcheck record --help")

    def test_nothing_is_left_where_recording_fails(self):
        trace = self.folder / "t.bbt"
        trace.write_text("mine", encoding="utf-8")
        before = digest(trace)
        self.assert_refused(run("bbcheck", "record", NOWHERE, "-o", trace), 4, "; start the drive's server")
        self.assert_refused(run("bbcheck", "record", self.serve(), "-o", self.folder / "no" / "t.bbt"), 7, "another place")
        self.assertEqual(digest(trace), before)
        self.assertEqual([path.name for path in self.folder.glob("*.partial")], [])

    def test_pipe_in_the_place_of_an_output_stays(self):
        url = self.serve()
        trace = self.record(url)
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for words in (["record", url, "-o", pipe], ["alter", trace, "-o", pipe],
                      ["run", url, "--case", "INQ-01", "--junit", pipe]):
            with self.subTest(words[0]):
                self.assert_refused(run("bbcheck", *words, timeout=20), 7, "pipe: cannot be written: neither new nor a file")
                self.assertTrue(pipe.is_fifo())

    def test_names_that_are_no_utf_8(self):
        """A trace cannot hold one; a file that only holds it in an event has it replaced there."""
        url = self.serve()
        trace = self.record(url)
        odd = os.fsdecode(b"b\xe9ton.bbt")
        self.assert_refused(run("bbcheck", "record", url, "-o", self.folder / odd, errors="replace"), 7, "UTF-8")
        (self.folder / odd).write_bytes(b"no trace")
        self.assert_refused(run("bbcheck", "replay", self.folder / odd, url, errors="replace"), 3, "not a trace")
        (self.folder / odd).write_bytes((self.folder / "probe.bbt.zst").read_bytes())
        again = (self.folder / odd).rename(self.folder / os.fsdecode(b"b\xe9ton.bbt.zst"))
        event = self.check("replay", again, url)[-1]
        self.assertEqual((event["trace"][-12:], event["verdict"]), ("\ufffdton.bbt.zst", "pass"))

    def test_program_is_judged_by_a_served_trace(self):
        url = self.serve()
        tree = self.new_tree()
        trace = self.folder / "burn.bbt"
        burned = run("bbburn", "write", url, tree, "--record", trace)
        self.assertEqual(burned.returncode, 0, burned.stderr)
        bbburn = burned.args[0]
        replay = ("replay", trace, "--as-drive", "--cut-waiting")
        def judge(*words, code):
            done = run("bbcheck", *replay, "--json", "--", bbburn, *words)
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
            return events(done.stdout)[-1]
        event = judge("write", "{url}", tree, code=0)
        SCHEMA.validate(event)
        self.assertEqual((event["role"], event["verdict"]), ("drive", "pass"))
        (tree / "hello.txt").write_bytes(b"hellp")
        event = judge("write", "{url}", tree, code=1)
        SCHEMA.validate(event)
        self.assertEqual(event["difference"]["part"], "data-out")
        self.assertIn("WRITE(10)", event["difference"]["command"])
        self.assert_refused(run("bbcheck", *replay, "--", bbburn, "info"), 2, "write {url} where")
        self.assert_refused(run("bbcheck", *replay, "--", "nosuch", "{url}"), 2, "nosuch: cannot be started: .*; name a program")


if __name__ == "__main__":
    unittest.main()
