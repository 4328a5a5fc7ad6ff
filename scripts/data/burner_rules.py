"""The rules of conformance/burners/README.md: what makes a cell a judge, and findings that became tests."""

import re

from data.layout_headers import Problem

FOLDER = "conformance/burners"
FINDINGS = f"{FOLDER}/findings.md"
TEST = re.compile(r"`([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)`")


def burner_problems(file):
    """Of one medium's cells."""
    problems = []
    cells = file.values[0]["cells"]
    names = [cell["cell"] for cell in cells]
    if file.stem != file.values[0]["medium"]:
        problems.append(Problem(file.path, f"the medium is called {file.values[0]['medium']}", "rename one"))
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(Problem(file.path, f"the cell {name} stands twice", "rename one"))
    run = {cell["cell"]: cell for cell in cells if "steps" in cell}
    for cell in run.values():
        base = cell.get("disc_of")
        if base is not None and (base not in run or base == cell["cell"] or "disc_of" in run[base]):
            problems.append(Problem(file.path, f"{cell['cell']} wants the disc of {base}, which burns none", "name one that does"))
        if base is None:
            problems += [Problem(file.path, f"{cell['cell']} {lack}", remedy) for lack, remedy in lacks_of(cell)]
    return problems


def lacks_of(cell):
    """What a burning cell lacks to be green for a reason: data through another program, and a state that it says."""
    others = [step for step in cell["steps"] if step["run"][0] != cell["program"]]
    if not any(member in step for step in others for member in ("compare", "tree", "each_file_of")):
        yield "has no other program read its data", "add a step with compare, tree or each_file_of"
    if not any("expect" in step for step in others):
        yield "has no other program say the disc's state", "add a step with expect"


def finding_problems(root):
    """Each row of the findings names a test that is there."""
    path = root / FINDINGS
    if not path.exists():
        return []
    tests = {match.groups() for folder in ("emulator", "driver", "conformance")
             for file in (root / folder).rglob("*_test.cpp")
             for match in re.finditer(r"TEST(?:_[FP])?\((\w+),\s*(\w+)\)", file.read_text(encoding="utf-8"))}
    problems = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|") or set(line) <= set("|- :") or "complaint" in line:
            continue
        named = TEST.findall(line)
        if not named:
            problems.append(Problem(FINDINGS, f"names no test: {line[:60]}", "write `Suite.claim`"))
        problems += [Problem(FINDINGS, f"there is no test {suite}.{claim}", "write it, or name the one there is")
                     for suite, claim in named if (suite, claim) not in tests]
    return problems
