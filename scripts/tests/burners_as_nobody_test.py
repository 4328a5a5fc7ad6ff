#!/usr/bin/python3
"""The burner matrix and the search for drives as user nobody, on a machine without a device node of an optical drive.

usage: burners_as_nobody_test.py BUILD
exit 0 when all is green, 77 when this machine cannot show it; the reason is printed
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from programs import ROOT

SKIPPED = 77
NODES = ("sr[0-9]*", "sg[0-9]*", "scd[0-9]*", "cdrom", "cdrw", "dvd", "dvdrw")


def reason_to_skip():
    if os.geteuid() != 0:
        return "only root can become nobody; as it is, the matrix runs as an ordinary user in the test \"burners\""
    if shutil.which("setpriv") is None:
        return "setpriv (util-linux) is not installed"
    nodes = [str(node) for pattern in NODES for node in pathlib.Path("/dev").glob(pattern)]
    if nodes:
        return f"this machine has device nodes: {' '.join(nodes)}"
    return None


def install(build, prefix):
    """Where nobody can read it: the programs as they are installed, the scripts and cells beside them."""
    subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True, capture_output=True, timeout=300)
    for folder in ("scripts", "conformance/burners"):
        shutil.copytree(ROOT / folder, prefix / folder, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(["chmod", "-R", "a+rX", prefix], check=True, timeout=60)


def keep(folder, has_failed):
    """The report goes to the others; of failed cells also what they left."""
    reports = os.environ.get("BURNBENCH_REPORTS")
    if reports is None or not (folder / "reports" / "burners.txt").exists():
        return
    pathlib.Path(reports).mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / "reports" / "burners.txt", pathlib.Path(reports, "burners-as-nobody.txt"))
    if has_failed:
        shutil.copytree(folder / "cells", pathlib.Path(reports, "burners-as-nobody"), dirs_exist_ok=True)
        print(f"what failed cells left: {reports}/burners-as-nobody", file=sys.stderr)


def as_nobody(prefix, *command):
    """In a folder of nobody's own; the exit code."""
    with tempfile.TemporaryDirectory(prefix="burnbench-nobody-") as folder:
        shutil.chown(folder, "nobody", "nogroup")
        command = [str(word).replace("{folder}", folder) for word in command]
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": folder, "BURNBENCH_BIN": str(prefix / "bin"),
                       "BURNBENCH_REPORTS": f"{folder}/reports", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--no-new-privs", *command],
                              cwd=folder, env=environment, timeout=580)
        keep(pathlib.Path(folder), done.returncode != 0)
        return done.returncode


def main():
    if reason := reason_to_skip():
        print(f"skipped: {reason}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="burnbench-test-") as folder:
        prefix = pathlib.Path(folder)
        prefix.chmod(0o755)
        install(pathlib.Path(sys.argv[1]).resolve(), prefix)
        who = subprocess.run(["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "id", "-un"],
                             capture_output=True, text=True, check=True, timeout=60).stdout.strip()
        print(f"as {who}:", flush=True)
        search = as_nobody(prefix, prefix / "scripts/tests/bbrun_devices_test.py", "Discovery")
        matrix = as_nobody(prefix, prefix / "scripts/burners", "--bin", prefix / "bin", "--jobs", "8",
                           "--output", "{folder}/cells")
    return 0 if search == 0 and matrix == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
