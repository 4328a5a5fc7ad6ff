"""Reads the JSON files of fixtures/, profiles/ and conformance/ and holds them against the schemas in fixtures/schemas/.

A schema says itself which files it is for, in `applies_to`: patterns of paths below the root. A path without a
wildcard ranks above a pattern. Files of one object a line (.bbt, .jsonl) are held against it line by line.
"""

import fnmatch
import json
import pathlib
import subprocess

import jsonschema

from data.layout_headers import Problem

FOLDERS = ("fixtures", "profiles", "conformance/cases", "conformance/burners")
LINE_SUFFIXES = (".bbt", ".jsonl")


class DataFile:
    def __init__(self, path, values):
        self.path = path  # relative to the root
        self.values = values  # one, or one a line

    @property
    def stem(self):
        return pathlib.PurePosixPath(self.path).stem


def without_repeats(pairs):
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the member \"{name}\" stands twice in one object")
    return dict(pairs)


def parse(text):
    return json.loads(text, object_pairs_hook=without_repeats)


def text_of(path):
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode()
    return path.read_text(encoding="utf-8")


def is_lines(path):
    return path.suffix in LINE_SUFFIXES or (path.suffix == ".zst" and path.with_suffix("").suffix in LINE_SUFFIXES)


def is_data(path):
    return path.suffix == ".json" or is_lines(path)


def read_files(root, problems):
    """All data files below root that can be read."""
    files = []
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*") if is_data(path)):
        name = path.relative_to(root).as_posix()
        try:
            text = text_of(path)
            values = [parse(line) for line in text.splitlines()] if is_lines(path) else [parse(text)]
            files.append(DataFile(name, values))
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            problems.append(Problem(name, f"cannot be read: {error}", "write JSON, python3 -m json.tool shows the place"))
    return files


class Schemas:
    def __init__(self, files, problems):
        self.patterns = {}  # pattern -> (path of the schema, validator)
        for file in files:
            if file.path.endswith(".schema.json"):
                self.take(file, problems)

    def take(self, file, problems):
        schema = file.values[0]
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            problems.append(Problem(file.path, f"is no JSON Schema: {error.message}", "mend it"))
            return
        for pattern in schema.get("applies_to", []):
            self.patterns[pattern] = (file.path, jsonschema.Draft202012Validator(schema))

    def of(self, path):
        matching = [pattern for pattern in self.patterns if fnmatch.fnmatchcase(path, pattern)]
        if path in matching:
            matching = [path]
        return self.patterns[max(matching, key=len)] if matching else None

    def check(self, file, problems):
        found = self.of(file.path)
        if found is None:
            problems.append(Problem(file.path, "no schema is for it",
                                    "write fixtures/schemas/<kind>.schema.json with \"applies_to\""))
            return
        schema, validator = found
        for number, value in enumerate(file.values, 1):
            error = jsonschema.exceptions.best_match(validator.iter_errors(value))
            if error is not None:
                line = f" of line {number}" if len(file.values) > 1 else ""
                place = "/".join(map(str, error.absolute_path)) or "the whole"
                problems.append(Problem(file.path, f"{place}{line}: {shortened(error.message)}", f"see {schema}"))


def shortened(message):
    return message if len(message) <= 200 else message[:100] + " ... " + message[-95:]
