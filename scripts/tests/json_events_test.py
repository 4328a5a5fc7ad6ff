#!/usr/bin/python3
"""--json of every program: one object a line, each as its schema says, and every event of the schemas seen."""
import json
import os
import signal
import subprocess
import unittest

import jsonschema
from programs import BIN, ROOT, ProgramTest, Server, run


def schema(name):
    return json.loads((ROOT / "fixtures" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


def validator(name):
    document = schema(name)
    return jsonschema.validators.validator_for(document)(document)


def known_events(document):
    """The names of events in a schema, wherever it keeps them."""
    if isinstance(document, list):
        return set().union(*map(known_events, document))
    if not isinstance(document, dict):
        return set()
    own = document.get("properties", {}).get("event", {}).get("const")
    return ({own} if own else set()).union(*map(known_events, document.values()))


class JsonEvents(ProgramTest):
    def setUp(self):
        super().setUp()
        self.seen = set()

    def expect(self, schema_name, text):
        """The events of this output, each of which the schema knows."""
        judge = validator(schema_name)
        found = [json.loads(line) for line in text.splitlines()]
        for event in found:
            judge.validate(event)
        self.seen |= {event["event"] for event in found}
        return found

    def ask(self, schema_name, program, *words, code=0):
        done = run(program, *words, "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1 if code else 0, done.stderr)
        return self.expect(schema_name, done.stdout)

    def test_bbdrive(self):
        disc = self.folder / "cd.bbd"
        self.ask("bbdrive_disc", "bbdrive", "disc", "new", disc, "--medium", "cd-r")
        self.ask("bbdrive_disc", "bbdrive", "disc", "info", disc)
        with Server("--drive", "generic-bd", "--disc", disc) as server:
            self.assertEqual(run("bbburn", "write", server.urls[0], self.new_tree()).returncode, 0)
        info = self.ask("bbdrive_disc", "bbdrive", "disc", "info", disc)
        self.assertEqual([event["event"] for event in info], ["disc", "session", "session", "track", "track"])
        self.ask("bbdrive_disc", "bbdrive", "disc", "verify", disc)
        os.truncate(disc, disc.stat().st_size - 1)
        self.assertFalse(self.ask("bbdrive_disc", "bbdrive", "disc", "verify", disc, code=1)[0]["sound"])
        self.assertEqual(self.seen, known_events(schema("bbdrive_disc")))

    def test_bbdrive_serve(self):
        disc = self.new_disc("bd-r")
        server = subprocess.Popen(
            [BIN / "bbdrive", "serve", "--listen", "127.0.0.1:0", "--drive", "generic-bd", "--disc", disc, "--drive",
             "generic-cd", "--name", "second", "--faults", ROOT / "fixtures" / "faults" / "fail.json", "--json"], stdout=subprocess.PIPE, text=True)
        lines = [server.stdout.readline() for _ in range(2)]
        server.send_signal(signal.SIGTERM)
        rest, _ = server.communicate(timeout=60)
        self.assertEqual(server.returncode, 0)
        found = self.expect("bbdrive_serve", "".join(lines) + rest)
        self.assertEqual([event["event"] for event in found], ["drive", "drive", "stopped"])
        self.assertEqual([event.get("disc") for event in found], [str(disc), None, None])
        self.assertEqual(found[1]["name"], "second")
        self.assertEqual([event.get("faults") is not None for event in found], [False, True, False])

    def test_bbburn(self):
        disc = self.new_disc("cd-r")
        tree = self.new_tree({"hello.txt": b"hello", "x" * 100: b"long", "large.bin": os.urandom(1 << 20)})
        (tree / os.fsdecode(b"b\xe9ton")).write_bytes(b"no UTF-8")
        (tree / "loop").symlink_to(".")
        image, names, copy = (self.folder / name for name in ("image.iso", "names", "copy.iso"))
        with Server("--drive", "generic-bd", "--disc", disc, "--drive", "generic-dvd") as server:
            url, empty = server.urls
            for words in (["info", url], ["media", url], ["info", empty], ["media", empty],
                          ["image", tree, "-o", image, "--name-map", names], ["write", url, tree, "--dry-run"],
                          ["write", url, tree, "--verify"], ["media", url], ["append", url, tree],
                          ["read", url, "-o", copy], ["read", url, "-o", copy, "--track", "1"],
                          ["verify", url, image, "--session", "1"]):
                self.ask("bbburn_events", "bbburn", *words)
            self.ask("bbburn_events", "bbburn", "verify", url, image, code=1)
            self.ask("bbburn_events", "bbburn", "write", url, tree, code=5)
        with Server("--drive", "generic-bd", "--disc", self.new_disc("bd-re", "bd-re.bbd")) as server:
            self.ask("bbburn_events", "bbburn", "format", server.urls[0])
        with Server("--drive", "generic-bd", "--disc", self.new_disc("cd-rw", "cd-rw.bbd")) as server:
            self.ask("bbburn_events", "bbburn", "blank", server.urls[0])
        with open(image, "ab") as longer:
            longer.truncate(8 << 20)
        with Server("--drive", "generic-bd", "--disc", disc, clock="4x") as server:
            self.ask("bbburn_events", "bbburn", "verify", server.urls[0], image, code=1)
            (tree / "large.bin").write_bytes(os.urandom(32 << 20))  # a second at that clock
            burner = subprocess.Popen([BIN / "bbburn", "append", server.urls[0], tree, "--json"],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            lines = []
            for line in burner.stdout:
                lines.append(line)
                if '"progress"' in line:
                    break
            burner.send_signal(signal.SIGTERM)
            rest, _ = burner.communicate(timeout=120)
            self.assertEqual(burner.returncode, 1)
            self.expect("bbburn_events", "".join(lines) + rest)
        changes = self.expect("bbburn_events", names.read_text(encoding="utf-8"))
        self.assertIn(b"b\xe9ton", [bytes.fromhex(change.get("path_hex", "")) for change in changes])
        # A note is about something that went otherwise than planned: no drive of ours does that.
        self.assertEqual(self.seen, known_events(schema("bbburn_events")) - {"note"})

    def test_bbcheck(self):
        tree = self.new_tree()
        trace, altered, image = (self.folder / name for name in ("trace.bbt", "altered.bbt", "image.iso"))
        with Server("--drive", "generic-bd", "--disc", self.new_disc("bd-r")) as server:
            url = server.urls[0]
            for words in (["list"], ["record", url, "-o", trace], ["replay", trace, url],
                          ["alter", trace, "-o", altered, "--role", "host"]):
                self.ask("bbcheck_events", "bbcheck", *words)
            self.ask("bbcheck_events", "bbcheck", "replay", altered, url, code=1)
            self.ask("bbcheck_events", "bbcheck", "run", url, "--allow-destructive")
        self.assertEqual(run("bbburn", "image", tree, "-o", image).returncode, 0)
        self.ask("bbcheck_events", "bbcheck", "image", image)
        with open(image, "r+b") as spoiled:
            spoiled.seek(16 * 2048 + 80)  # the volume space size's little-endian half
            spoiled.write(b"\xff")
        self.assertTrue(self.ask("bbcheck_events", "bbcheck", "image", image, code=1)[-1]["broken"])
        self.assertEqual(self.seen, known_events(schema("bbcheck_events")))


if __name__ == "__main__":
    unittest.main(verbosity=2)
