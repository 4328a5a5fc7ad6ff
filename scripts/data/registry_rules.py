"""The rules of fixtures/README.md for registries."""

from data.layout_headers import Problem


def key_of(entry):
    """What tells an entry from the others. DVD and BD give one format number two meanings, so the media count."""
    return entry.get("key") or "/".join(entry[part] for part in ("code", "qualifier", "media") if part in entry)


def registry_problems(file):
    problems = []
    for what, name in (("code", key_of), ("identifier", lambda entry: entry.get("identifier"))):
        seen = set()
        for entry in file.values[0]["entries"]:
            value = name(entry)
            if value in seen:
                problems.append(Problem(file.path, f"the {what} {value} stands twice", "keep one"))
            if value is not None:
                seen.add(value)
    lengths = {(len(entry.get("code", "")), len(entry.get("qualifier", ""))) for entry in file.values[0]["entries"]}
    if len(lengths) > 1:
        problems.append(Problem(file.path, "codes of different length", "write them all with the standard's digits"))
    return problems
