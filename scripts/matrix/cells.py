"""The burner matrix as data: conformance/burners/*.json, read, chosen and ordered."""
import dataclasses
import json
import shutil


@dataclasses.dataclass(frozen=True)
class Cell:
    medium: str
    values: dict

    @property
    def name(self):
        return f"{self.medium}.{self.values['cell']}"

    @property
    def program(self):
        return self.values["program"]

    @property
    def due(self):
        return self.values["due"]

    @property
    def steps(self):
        return self.values.get("steps", [])

    @property
    def base(self):
        """The cell whose disc this one is given, by name; None for a blank one."""
        return f"{self.medium}.{self.values['disc_of']}" if "disc_of" in self.values else None

    @property
    def smaller(self):
        """What bbdrive is told of a disc that is to be smaller than usual."""
        return ["--blocks", str(self.values["blocks"])] if "blocks" in self.values else []

    @property
    def what(self):
        append = self.values.get("append")
        return self.values["burn"] + (f"; {append}" if append else "")

    def missing(self):
        """The programs of its steps that are not installed."""
        return sorted({step["run"][0] for step in self.steps if shutil.which(step["run"][0]) is None})


def read_cells(folder):
    cells = []
    for path in sorted(folder.glob("*.json")):
        values = json.loads(path.read_text(encoding="utf-8"))
        cells += [Cell(values["medium"], cell) for cell in values["cells"]]
    return cells


def choose(cells, media, programs, names):
    """The cells asked for, and those whose discs they need."""
    def wanted(cell):
        return ((not media or cell.medium in media) and (not programs or cell.program in programs)
                and (not names or any(name in cell.name for name in names)))
    by_name = {cell.name: cell for cell in cells}
    chosen = {cell.name for cell in cells if wanted(cell)}
    for name in list(chosen):
        while (name := by_name[name].base) is not None:
            chosen.add(name)
    return [cell for cell in cells if cell.name in chosen]
