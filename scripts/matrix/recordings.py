"""The recordings of fixtures/traces: which there are, what they burn, and the form in which traces are kept."""
import itertools
import json
import pathlib
import re
import subprocess

from matrix.inputs import EPOCH

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "fixtures" / "traces"
PAYLOADS = "payloads.data.zst"
DRIVE = FOLDER / "drive.json"  # stays as it is, whatever the generic drives learn
ENDING = ".bbt.zst"
SESSIONS = ("first", "second")


def read_discs():
    return json.loads((FOLDER / "recordings.json").read_text(encoding="utf-8"))["discs"]


def is_own(step):
    """bbburn reaches the drive itself and records itself; all others run under bbrun."""
    return step["run"][0] == "bbburn"


def filled(words, values):
    """A word in braces that has no value is left: {url} is for bbcheck."""
    return [re.sub(r"\{([a-z.]+)\}", lambda match: values.get(match[1], match[0]), word) for word in words]


def environment_of(environment):
    return {**environment, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": EPOCH}


def make_trees(folder):
    """What bbburn and xorriso are given: the word for each session and its tree."""
    for name in SESSIONS:
        recipe = ROOT / "fixtures" / "trees" / f"traced-{name}.json"
        subprocess.run([ROOT / "scripts" / "make_tree", recipe, folder / name], check=True, capture_output=True, timeout=60)
    return {name: str(folder / name) for name in SESSIONS}


def content_of(file):
    return subprocess.run(["zstd", "-dcq", file], check=True, capture_output=True, timeout=60).stdout


def without_masked(trace):
    """The lines of a trace, bytes that may vary left out."""
    lines = [json.loads(line) for line in trace.splitlines()]
    for line in lines:
        for mask in line.get("masks", []):
            place = line if mask["part"] == "sense" else line["in"]
            member = "sense" if mask["part"] == "sense" else "hex"
            given = place[member].split()
            given[mask["offset"]:mask["offset"] + mask["length"]] = ["??"] * mask["length"]
            place[member] = " ".join(given)
    return lines


def is_kept(content, file, likeness=lambda content: content):
    return file.exists() and likeness(content_of(file)) == likeness(content)


def keep(content, file):
    subprocess.run(["zstd", "-q", "-19", "-f", "-o", file], input=content, check=True, timeout=60)


def masks_of(line):
    """What differs between two burns on equal drives. MMC-6, READ DISC INFORMATION command; SPC-4, Fixed format sense data."""
    read_disc_information, did_v = "51", 0x80
    sense, data = line.get("sense", "").split(), line.get("in", {}).get("hex", "").split()
    if sense[2:3] == ["02"] and sense[12:13] == ["04"] and sense[15:16] == ["80"]:
        return [{"part": "sense", "offset": 16, "length": 2, "reason": "progress: it is asked for when the host gets to it"}]
    if line["cdb"].startswith(read_disc_information) and len(data) >= 16 and int(data[7], 16) & did_v:
        return [{"part": "in", "offset": 12, "length": 4, "reason": "disc identification: every blank CD has its own"}]
    return []


def stored_payloads(line):
    """Those of an exchange that are kept in a file beside the trace."""
    return [line[part] for part in ("out", "in") if "from" in line.get(part, {})]


class Payloads:
    """The payloads of all traces one after the other, equal ones once; most are alike, which zstd makes use of."""

    def __init__(self, traces):
        pieces = {digest: piece for trace in traces for digest, piece in trace.pieces.items()}
        self.data = b"".join(pieces.values())
        ends = itertools.accumulate(map(len, pieces.values()))
        self.offsets = {digest: end - len(piece) for (digest, piece), end in zip(pieces.items(), ends)}


class Recorded:
    """A trace as its recorder wrote it, on its way to fixtures/traces."""

    def __init__(self, step, file):
        self.step = step
        self.lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        self.pieces = {}
        for payload in self.stored():
            place = payload["from"]
            data = file.with_name(place["file"]).read_bytes()
            self.pieces[payload["sha256"]] = data[place["offset"]:place["offset"] + payload["length"]]

    def stored(self):
        return [payload for line in self.lines for payload in stored_payloads(line)]

    def say_what_is_attested(self, versions, begins_with):
        header = self.lines[0]
        header["precondition"]["comment"] = begins_with
        provenance = header["provenance"]
        provenance["source"] = f"{versions}; {provenance['source']}; bbdrive serve --clock instant"
        provenance["kind"] = "assumed"
        attested = ("nothing, both sides are Burnbench's own" if is_own(self.step) else
                    f"what {self.step['run'][0]} sends to a drive that answers so, by way of bbrun, which is Linux to it")
        provenance["comment"] = (f"Attested: {attested}. Assumed: the answers, which are the emulator's; they guard against "
                                 f"change and are no evidence of a drive. Recorded: {' '.join(self.step['run'])}")

    def text(self, payloads):
        """The lines with their payloads in the common file. The drive's clock stood still, so times would be the machine's."""
        for line in self.lines[1:-1]:
            line["start"] = line["duration"] = 0
            line |= {"masks": masks} if (masks := masks_of(line)) else {}
        for payload in self.stored():
            payload["from"] = {"file": PAYLOADS, "offset": payloads.offsets[payload["sha256"]]}
        return "".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n" for line in self.lines)
