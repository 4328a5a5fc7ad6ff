"""Reads the layout lines of the C++ code: what `using format = base::Bits<2, 3, 0>;` says, and where it stands.

The form is fixed (emulator/base/bits.h), so a reader of lines is enough, and whatever it cannot read is a problem
and not something to pass over.
"""

import pathlib
import re
from dataclasses import dataclass

SIDES = ("emulator", "driver", "conformance")

NAMESPACE = re.compile(r"namespace ([\w:]+) \{$")
ALIAS = re.compile(r"using (\w+) = base::(Bits|Big)<([\d, ]+)>;$")
HARMLESS = re.compile(r"(#\s*(pragma once|include .*)|(inline )?constexpr [^()]*;|static_assert\(.*\);)?$")


@dataclass(frozen=True)
class Problem:
    place: str
    what: str
    remedy: str

    def __str__(self):
        return f"{self.place}: {self.what}: {self.remedy}"


@dataclass(frozen=True)
class LayoutLine:
    header: str  # relative to the source root
    number: int  # of the line in the header
    namespace: str
    field: str
    kind: str  # Bits or Big
    arguments: tuple

    @property
    def side(self):
        return self.namespace.split("::")[0]

    @property
    def layout(self):
        return self.namespace.split("::")[-1]

    @property
    def place(self):
        return f"{self.header}:{self.number}"

    @property
    def is_wide(self):
        return self.kind == "Big" and self.arguments[1] > 1

    def spoiled_by(self, mutant):
        """The line's type with the mutant's number as its last argument."""
        arguments = list(self.arguments)
        if self.kind == "Bits" and len(arguments) == 2:
            arguments.append(arguments[1])
        return f"base::{self.kind}<{', '.join(map(str, arguments + [mutant]))}>"


def argument_fault(kind, arguments):
    if kind == "Big":
        return len(arguments) != 2 or not 1 <= arguments[1] <= 8
    if len(arguments) not in (2, 3):
        return True
    high, low = arguments[1], arguments[-1]
    return high > 7 or low > high


class HeaderReader:
    def __init__(self, header, problems):
        self.header = header
        self.problems = problems
        self.lines = []
        self.open_namespaces = []
        self.seen = {}

    def read(self, text):
        for number, raw in enumerate(text.splitlines(), 1):
            self.read_line(number, raw.split("//")[0].strip())
        return self.lines

    def refuse(self, number, what, remedy):
        self.problems.append(Problem(f"{self.header}:{number}", what, remedy))

    def read_line(self, number, code):
        if match := NAMESPACE.match(code):
            self.open_namespaces.append(match[1])
        elif code == "}" and self.open_namespaces:
            self.open_namespaces.pop()
        elif match := ALIAS.match(code):
            self.take(number, match)
        elif not HARMLESS.match(code):
            self.refuse(number, f"not a layout line: {code}",
                        "write `using field = base::Big<first, width>;` or `base::Bits<byte, high, low>`, one a line,"
                        " and keep other code out of *_layout.h")

    def take(self, number, match):
        field, kind, arguments = match[1], match[2], tuple(int(part) for part in match[3].split(","))
        namespace = "::".join(self.open_namespaces)
        side = namespace.split("::")[0]
        if side != self.header.split("/")[0]:
            self.refuse(number, f"{field} stands in namespace '{namespace}'", "open the namespace of the file's folder")
        elif argument_fault(kind, arguments):
            self.refuse(number, f"{kind}<{match[3]}> is no field", "see emulator/base/bits.h")
        elif (namespace, field) in self.seen:
            self.refuse(number, f"{namespace}::{field} stands on line {self.seen[namespace, field]} already", "remove one")
        else:
            self.seen[namespace, field] = number
            self.lines.append(LayoutLine(self.header, number, namespace, field, kind, arguments))


def layout_headers(root):
    return sorted(path for side in SIDES for path in (pathlib.Path(root) / side).rglob("*_layout.h"))


def read_layout_lines(root):
    """All layout lines below root in a fixed order, and the problems met."""
    lines, problems = [], []
    for path in layout_headers(root):
        reader = HeaderReader(path.relative_to(root).as_posix(), problems)
        lines += reader.read(path.read_text())
    return lines, problems
