"""The rules of fixtures/README.md for fixtures/discs: fields that sheets know, and reasons that hold."""

import re

from data.layout_headers import Problem

FOLDER = "fixtures/discs"
CLAUSE = re.compile(r"^(MMC|SPC|SBC|ECMA|INF)-?\d*, ")
SERIAL = re.compile(r"serial", re.IGNORECASE)


def disc_problems(files, sheets, media):
    """Of all reports: `sheets` are the names of each layout's fields, `media` the blanks of profiles/media."""
    stems = {file.stem for file in files}
    return [Problem(file.path, what, remedy) for file in files for what, remedy in lacks_of(file, stems, sheets, media)]


def lacks_of(file, stems, sheets, media):
    report = file.values[0]
    if report["disc"]["medium"] not in media:
        yield f"there is no profiles/media/{report['disc']['medium']}.json", "name one that there is"
    if SERIAL.search(str(report["provenance"])):
        yield "a serial number", "leave it out"
    for answer in report["answers"]:
        known = {"sense"} if "sense" in answer else set()
        yield from reasons(answer.get("unequal", {}), known, stems)
        for piece in answer.get("pieces", []):
            fields = set(piece.get("fields", {}))
            unknown = sorted(fields - sheets.get(piece["layout"], set()))
            if unknown:
                yield f"{piece['layout']} has no {', '.join(unknown)}", "name fields of fixtures/layouts"
            yield from reasons(piece.get("unequal", {}), fields, stems)


def reasons(unequal, known, stems):
    """Each names a field that is compared, and another report or the clause of a standard that has our value."""
    for name, reason in unequal.items():
        if name not in known:
            yield f"{name} is unequal and not compared", "compare it, or take it out"
        because = reason["because"]
        if because.split(";")[0] not in stems and not CLAUSE.match(because):
            yield f"{name}: \"{because}\" names neither a report nor a clause", "begin with one: \"MMC-6, ...\""
