"""The rules of fixtures/README.md for vectors, layout sheets and the code's layout lines."""

from data.layout_headers import Problem
from data.wire_data import Place

FIXED_LENGTH = ("_cdb", "_pdu")
OPERATION_CODES = ("operation_code", "opcode")


def place_of_line(line):
    first, second = line.arguments[0], line.arguments[1]
    if line.kind == "Big":
        return Place(first, second, 8 * second - 1, 0)
    return Place(first, 1, second, line.arguments[-1])


class WireRules:
    def __init__(self, sheets, vectors, lines):
        self.sheets = sheets
        self.vectors = vectors
        self.lines = lines
        self.sheet_of = {}
        self.vectors_of = {}
        self.problems = []

    def refuse(self, place, what, remedy):
        self.problems.append(Problem(place, what, remedy))

    def check(self):
        for sheet in self.sheets:
            self.check_sheet(sheet)
        for vector in self.vectors:
            self.check_vector(vector)
        self.check_ids()
        for layout, vectors in self.vectors_of.items():
            self.check_coverage(layout, vectors)
        for sheet in self.sheets:
            if sheet.layout not in self.vectors_of:
                self.refuse(sheet.file, f"no vector has the layout {sheet.layout}", "write vectors for it or remove it")
        for line in self.lines:
            self.check_line(line)
        return self.problems

    def check_sheet(self, sheet):
        first = self.sheet_of.setdefault(sheet.layout, sheet)
        if first is not sheet:
            self.refuse(sheet.file, f"{sheet.layout} has a sheet in {first.file}", "keep one")
        for name in sheet.repeated:
            self.refuse(sheet.file, f"{sheet.layout}.{name} stands twice", "keep one")
        taken = {}
        for name, place in sheet.places.items():
            if place.end > sheet.length or place.low > place.high:
                self.refuse(sheet.file, f"{sheet.layout}.{name} does not fit in {sheet.length} bytes", "mend its place")
            others = {taken[bit] for bit in place.covered() if bit in taken}
            for other in sorted(others):
                self.refuse(sheet.file, f"{sheet.layout}.{name} lies over {other}", "mend one of their places")
            taken |= dict.fromkeys(place.covered(), name)
        for name in sheet.only_values:
            self.check_only_values(sheet, name)

    def check_only_values(self, sheet, name):
        values = {vector.fields.get(name) for vector in self.vectors if vector.layout == sheet.layout}
        if any(value is not None and sheet.places[name].shows_mistakes(value) for value in values):
            self.refuse(sheet.file, f"{sheet.layout}.{name} has a telling value although only_values denies it",
                        "remove only_values")

    def check_vector(self, vector):
        self.vectors_of.setdefault(vector.layout, []).append(vector)
        if not vector.id.startswith(vector.layout + "."):
            self.refuse(vector.file, f"the id {vector.id} does not begin with its layout", f"write {vector.layout}.<claim>")
        for text in vector.texts:
            wanted = text["ascii"].encode("ascii")
            if vector.data[text["byte"]:text["byte"] + len(wanted)] != wanted:
                self.refuse(vector.file, f"{vector.id}: the bytes do not hold the text {text['name']}", "mend one of them")
        sheet = self.sheet_of.get(vector.layout)
        if sheet is not None:
            self.check_decoding(vector, sheet)

    def check_decoding(self, vector, sheet):
        size = len(vector.data)
        if size < sheet.length or (vector.layout.endswith(FIXED_LENGTH) and size != sheet.length):
            self.refuse(vector.file, f"{vector.id} has {size} bytes, the sheet {sheet.length}", "mend one of them")
            return
        for name in sorted(vector.fields.keys() ^ sheet.places.keys()):
            where = "the sheet" if name in vector.fields else "the vector"
            self.refuse(vector.file, f"{vector.id}: {where} does not have {name}", "list every field in both")
        for name, place in sheet.places.items():
            decoded = place.value(vector.data)
            if vector.fields.get(name, decoded) != decoded:
                self.refuse(vector.file, f"{vector.id}: {name} is {vector.fields[name]}, the bytes hold {decoded}"
                            f" where {sheet.file} looks", "read the standard's clause again")

    def check_ids(self):
        seen = {}
        for vector in self.vectors:
            first = seen.setdefault(vector.id, vector)
            if first is not vector:
                self.refuse(vector.file, f"the id {vector.id} stands twice (also in {first.file})", "rename one")

    def check_coverage(self, layout, vectors):
        families = sorted({vector.file for vector in vectors})
        if len(families) > 1:
            self.refuse(families[1], f"{layout} has vectors in {families[0]} too", "keep a layout in one family")
        sheet = self.sheet_of.get(layout)
        if sheet is None:
            family = families[0].replace("/vectors/", "/layouts/")
            self.refuse(families[0], f"the layout {layout} has no sheet", f"type it into {family} from the standard")
            return
        for name, place in sheet.places.items():
            if name not in sheet.only_values:
                self.check_telling(families[0], f"{layout}.{name}", name, place, vectors)
        self.check_neighbours(families[0], sheet, vectors)

    def check_telling(self, file, full_name, name, place, vectors):
        values = [vector.fields[name] for vector in vectors if name in vector.fields]
        if any(place.shows_mistakes(value) for value in values):
            return
        # An operation code has one value; where it is 00h or all ones no vector can do better.
        if name in OPERATION_CODES and len(set(values)) == 1:
            return
        wanted = "all bytes different" if place.width > 1 else "not 0" if place.is_flag else "bits not all alike"
        self.refuse(file, f"no vector gives {full_name} a value that shows a mistake",
                    f"add one with {wanted}, or say in the sheet's only_values why the standard has none")

    def check_neighbours(self, file, sheet, vectors):
        flags = {(place.byte, place.low): name for name, place in sheet.places.items()
                 if place.is_flag and name not in sheet.only_values}
        for (byte, bit), name in flags.items():
            other = flags.get((byte, bit + 1))
            if other and all(vector.fields.get(name) == vector.fields.get(other) for vector in vectors):
                self.refuse(file, f"{sheet.layout}: {name} and {other} never differ", "add a vector in which they do")

    def check_line(self, line):
        vectors = self.vectors_of.get(line.layout)
        full_name = f"{line.layout}.{line.field}"
        if not vectors:
            self.refuse(line.place, f"no vector has the layout {line.layout}", "use the vectors' name, or add vectors")
        elif not any(line.field in vector.fields for vector in vectors):
            self.refuse(line.place, f"no vector knows {full_name}", "use the vectors' name, or add it to them")
        elif not self.is_told(line, vectors):
            self.refuse(line.place, f"no vector gives {full_name} a value that shows a mistake", "add one")

    def is_told(self, line, vectors):
        """Whether the field as the line cuts it meets a telling value; it may be cut otherwise than in the sheet."""
        sheet = self.sheet_of.get(line.layout)
        if line.field in OPERATION_CODES or (sheet and line.field in sheet.only_values):
            return True
        place = place_of_line(line)
        values = [vector.fields[line.field] for vector in vectors if line.field in vector.fields]
        return any(place.shows_mistakes(value) for value in values if value < 1 << place.bits)
