"""Runs one cell: its own folder, its own bbdrive on a free port, its steps one after the other under bbrun."""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import time

from matrix.inputs import BLOCK, files_of
from matrix.replay import difference
from served import NotServed, Server

DRIVE = "generic-bd"
SECONDS_A_STEP = 90


class Failed(Exception):
    """A claim of the cell does not hold."""


def collapsed(text):
    """A line as it is compared: how programs align their columns does not matter, nor the progress they draw over."""
    return " ".join(text.rsplit("\r", 1)[-1].split())


@contextlib.contextmanager
def served(bin_dir, disc, log, drive=DRIVE):
    """The address of a drive with this disc; its bbdrive has to end well."""
    server = Server(bin_dir, "--drive", drive, "--disc", disc, stderr=log)
    try:
        yield server.urls[0]
    finally:
        code = server.stop()
    if code != 0:
        raise Failed(f"bbdrive serve ended with {code}")


class CellRun:
    def __init__(self, cell, folder, settings):
        self.cell, self.folder, self.settings = cell, folder, settings
        self.words = {**settings.inputs, "work": str(folder), "drive": "/dev/sr0", "generic": "/dev/sg0",
                      "bsg": "/dev/bsg/0:0:0:0"}
        self.environment = {**settings.environment, "HOME": str(folder)}
        self.log = open(folder / "output.txt", "w", encoding="utf-8", errors="replace")
        self.disc = folder / "disc.bbd"
        self.twin = folder / "twin.bbd"  # as the disc was before the steps

    def filled(self, text):
        return re.sub(r"\{([a-z_.]+)\}", lambda match: self.words[match[1]], text)

    def say(self, text):
        self.log.write(text if text.endswith("\n") else text + "\n")
        self.log.flush()

    def started(self, command, seconds):
        """(exit code, output and errors together, output alone as bytes). Ends what runs too long, with its children."""
        both, out = self.folder / "step.both", self.folder / "step.out"
        with open(both, "wb") as errors, open(out, "wb") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                                       cwd=self.folder, env=self.environment, start_new_session=True)
            try:
                code = process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                code = None
        data = out.read_bytes()
        text = "\n".join(part.decode("utf-8", "replace") for part in (data, both.read_bytes()))
        return code, text, data

    def run_step(self, number, step, drive):
        if "each_file_of" in step:
            return self.compare_each_file(step, drive)
        program = [self.filled(word) for word in step["run"]]
        trace = self.folder / f"{number}.{pathlib.Path(program[0]).name}.bbt"
        command = [self.settings.bin / "bbrun", "--drive", drive, "--record", trace, "--", *program]
        seconds = step.get("seconds", SECONDS_A_STEP)
        code, text, data = self.started(command, seconds)
        self.say(f"$ {' '.join(program)}\n{text if step.get('text', True) else f'{len(data)} bytes'}\n"
                 f"exit {code}")
        if code is None:
            raise Failed(f"step {number}: {program[0]} ran longer than {seconds} s")
        if code != step.get("exit", 0):
            raise Failed(f"step {number}: {program[0]} ended with {code}: {last_words(text)}")
        self.judge_text(number, step, text)
        self.judge_data(number, step)
        return None

    def judge_text(self, number, step, text):
        lines = {collapsed(line) for line in text.splitlines()}
        for line in step.get("expect", []):
            if collapsed(self.filled(line)) not in lines:
                raise Failed(f"step {number}: {step['run'][0]} did not say \"{collapsed(self.filled(line))}\"")
        for word, pattern in step.get("take", {}).items():
            found = re.findall(pattern, text, re.MULTILINE)
            if not found:
                raise Failed(f"step {number}: {step['run'][0]} said nothing like \"{pattern}\"")
            self.words[word] = found[-1]

    def judge_data(self, number, step):
        if "compare" in step:
            compare = step["compare"]
            wanted = pathlib.Path(self.filled(compare["with"])).read_bytes()
            if "blocks" in compare:
                first = compare.get("first_block", 0)
                wanted = wanted[first * BLOCK:(first + compare["blocks"]) * BLOCK]
            found = pathlib.Path(self.filled(compare["file"])).read_bytes()
            if found != wanted:
                at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
                raise Failed(f"step {number}: data read by {step['run'][0]} differs from {compare['with']} at byte {at}")
        if "tree" in step:
            found = files_of(self.filled(step["tree"]["found"]))
            wanted = self.trees(step["tree"]["is"])
            if sorted(found) != sorted(wanted):
                raise Failed(f"step {number}: {step['run'][0]} found {sorted(found)}, not {sorted(wanted)}")
            for name in wanted:
                if found[name].read_bytes() != wanted[name].read_bytes():
                    raise Failed(f"step {number}: {name} read by {step['run'][0]} differs")

    def trees(self, names):
        return {path: file for name in names for path, file in files_of(self.settings.inputs[name]).items()}

    def compare_each_file(self, step, drive):
        """A program that writes one file to its standard output, once a file of the trees."""
        for path, file in self.trees(step["each_file_of"]).items():
            self.words["path"] = path
            program = [self.filled(word) for word in step["run"]]
            code, text, data = self.started([self.settings.bin / "bbrun", "--drive", drive, "--", *program],
                                            SECONDS_A_STEP)
            same = data == file.read_bytes()
            self.say(f"$ {' '.join(program)}\n{len(data)} bytes, {'equal' if same else text[-300:]}\nexit {code}")
            if code != 0 or not same:
                raise Failed(f"{program[0]} gave {len(data)} bytes of {path}, not the {file.stat().st_size} burned")

    def make_disc(self, base_disc):
        if base_disc is None:
            command = [self.settings.bin / "bbdrive", "disc", "new", self.disc, "--medium", self.cell.medium,
                       *self.cell.smaller]
        else:
            command = ["cp", "--sparse=always", base_disc, self.disc]
        self.checked(command)
        self.checked(["cp", "--sparse=always", self.disc, self.twin])

    def checked(self, command):
        code, text, _ = self.started([str(word) for word in command], 60)
        if code != 0:
            raise Failed(f"{pathlib.Path(command[0]).name} ended with {code}: {last_words(text)}")

    def run_steps(self):
        with served(self.settings.bin, self.disc, self.log) as drive:
            for number, step in enumerate(self.cell.steps, 1):
                self.run_step(number, step, drive)

    def replay(self):
        with served(self.settings.bin, self.twin, self.log) as drive:
            problem = difference(self.settings.bin, self.folder, drive)
        if problem is not None:
            raise Failed(problem)

    def run(self, base_disc):
        """None when the cell is green, else what is wrong."""
        began = time.monotonic()
        try:
            self.make_disc(base_disc)
            self.run_steps()
            self.checked([self.settings.bin / "bbdrive", "disc", "verify", self.disc])
            self.replay()
            problem = None
        except (Failed, NotServed, OSError) as error:
            problem = str(error)
        self.say(f"{problem or 'green'}")
        self.log.close()
        return problem, time.monotonic() - began


def last_words(text):
    lines = [collapsed(line) for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-2:])[-300:]
