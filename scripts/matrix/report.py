"""The matrix's results for people and for CI: a console table, JUnit, JSON and a page."""
import collections
import html
import json
import os
import pathlib
import textwrap
import xml.etree.ElementTree as xml

GREEN, FAILED, SKIPPED = "green", "failed", "skipped"


class Result:
    def __init__(self, cell, outcome, reason="", seconds=0.0, attachments=None):
        self.cell, self.outcome, self.reason, self.seconds = cell, outcome, reason, seconds
        self.attachments = attachments or []  # names in the output folder

    def line(self):
        words = f"{self.outcome:8}{self.cell.name:32}{self.cell.what}"
        took = f"  ({self.seconds:.1f} s)" if self.seconds else ""
        return words + took + (f"\n        {self.reason}" if self.reason else "")


def summary(results):
    counts = collections.Counter(result.outcome for result in results)
    return (f"burners: {len(results)} cells, {counts[GREEN]} green, {counts[FAILED]} failed, "
            f"{counts[SKIPPED]} skipped")


def skips_by_reason(results):
    """Each reason with the cells it is about, so that nothing that is owed goes unseen."""
    reasons = collections.defaultdict(list)
    for result in results:
        if result.outcome == SKIPPED:
            reasons[result.reason].append(result.cell.name)
    lines = []
    for reason, names in sorted(reasons.items()):
        lines += [f"skipped {len(names)}: {reason}", *textwrap.wrap(", ".join(names), 118, initial_indent="    ",
                                                                    subsequent_indent="    ", break_on_hyphens=False)]
    return lines


def write_report(name, lines):
    """For whoever reads the test run: scripts/test prints what lies in the folder $BURNBENCH_REPORTS at its end."""
    folder = os.environ.get("BURNBENCH_REPORTS")
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        pathlib.Path(folder, f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_values(result):
    return {"cell": result.cell.name, "medium": result.cell.medium, "program": result.cell.program,
            "what": result.cell.what, "due": result.cell.due, "outcome": result.outcome, "reason": result.reason,
            "seconds": round(result.seconds, 3), "attachments": result.attachments}


def write_json(results, file):
    file.write_text(json.dumps({"cells": [as_values(result) for result in results]}, indent=1) + "\n", encoding="utf-8")


def write_junit(results, file):
    counts = collections.Counter(result.outcome for result in results)
    suite = xml.Element("testsuite", name="burners", tests=str(len(results)), failures=str(counts[FAILED]),
                        skipped=str(counts[SKIPPED]), time=f"{sum(result.seconds for result in results):.3f}")
    for result in results:
        case = xml.SubElement(suite, "testcase", classname=f"burners.{result.cell.medium}",
                              name=f"{result.cell.values['cell']}: {result.cell.what}", time=f"{result.seconds:.3f}")
        if result.outcome == FAILED:
            failure = xml.SubElement(case, "failure", message=result.reason)
            failure.text = "\n".join(result.attachments)
        elif result.outcome == SKIPPED:
            xml.SubElement(case, "skipped", message=result.reason)
    xml.ElementTree(suite).write(file, encoding="utf-8", xml_declaration=True)


PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Burner matrix</title><style>
body {{ font-family: sans-serif; margin: 2em }} table {{ border-collapse: collapse }}
th, td {{ border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top }}
.green {{ background: #cfc }} .failed {{ background: #fcc }} .skipped {{ background: #eee }}
</style></head><body><h1>Burner matrix</h1><p>{summary}</p><table>
<tr><th>medium</th><th>program</th><th>cell</th><th>outcome</th><th>why</th><th>s</th><th>attached</th></tr>
{rows}
</table></body></html>
"""


def write_html(results, file):
    rows = []
    for result in results:
        links = " ".join(f'<a href="{html.escape(name)}">{html.escape(name.rsplit("/", 1)[-1])}</a>'
                         for name in result.attachments)
        cells = "".join(f"<td>{html.escape(text)}</td>" for text in (result.cell.medium, result.cell.program,
                                                                     result.cell.what))
        rows.append(f'<tr>{cells}<td class="{result.outcome}">{result.outcome}</td><td>{html.escape(result.reason)}</td>'
                    f"<td>{result.seconds:.1f}</td><td>{links}</td></tr>")
    file.write_text(PAGE.format(summary=html.escape(summary(results)), rows="\n".join(rows)), encoding="utf-8")
