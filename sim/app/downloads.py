"""Downloads and uploads: scenario files for the command line, and tables for a spreadsheet."""

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import yaml

from sim.app.state import TODAY, WHAT_IF
from sim.config.errors import ConfigError
from sim.config.files import decoded
from sim.config.provenance import leaves
from sim.config.scenario import Scenario
from sim.config.yaml_reader import keys_of
from sim.findings import measures
from sim.findings.formats import decimal_mark
from sim.findings.parameters import changed_keys
from sim.findings.verdict import VERDICTS, Compared
from sim.i18n.translate import Translator, message
from sim.params.catalogue import pattern

MAX_BYTES = 64_000


def diff(before: Scenario, after: Scenario) -> dict[str, Any]:
    """The values that differ, by dotted key."""
    values = dict(leaves(after.resolved))
    return {key: values[key] for key in changed_keys(before, after) if key in values}


def scenario_file(name: str, question: str, changes: Mapping[str, Any], above: str | None = None) -> str:
    """A what-if for `contact-centre run`: a diff against base, or against the file called `above`."""
    nested: dict[str, Any] = {"defaults": [above, "_self_"]} if above else {}
    nested["name"] = name
    for key, value in changes.items():
        place = nested
        *parts, last = key.split(".")
        for part in parts:
            place = place.setdefault(part, {})
        place[last] = value
    if changes:
        nested["sources"] = dict.fromkeys(changes, "choice: in the app")
    head = f"# @package _global_\n# scenario/{name}.yaml\n# Question:   {' '.join(question.split())}\n"
    return head + yaml.safe_dump(nested, sort_keys=False, allow_unicode=True)


def bundle(base: Scenario, today: Scenario, what_if: Scenario, question: str, replications: int) -> bytes:
    """A ZIP file: today's centre, the change as a diff against it, the question, and the command to run it."""
    experiment = yaml.safe_dump(
        {
            "question": question,
            "scenarios": [TODAY, WHAT_IF],
            "overrides": [f"run.horizon_days={today.run.horizon_days}"],
            "replications": replications,
            "decide_on": ["asa_s", "fcr_share", "nps", "churn_per_year", "result"],
        },
        sort_keys=False,
        allow_unicode=True,
    )
    files = {
        f"scenario/{TODAY}.yaml": scenario_file(TODAY, question, diff(base, today)),
        f"scenario/{WHAT_IF}.yaml": scenario_file(WHAT_IF, question, diff(today, what_if), TODAY),
        "question.yaml": experiment,
        "README.txt": "contact-centre experiment question.yaml --config-dir .\n"
        f"contact-centre run --config-dir . scenario={WHAT_IF}\n",
    }
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in files.items():
            folder.writestr(name, text)
    return paper.getvalue()


def spreadsheet(found: Mapping[str, Compared], tr: Translator) -> bytes:
    """Every measure as CSV with a byte-order mark; with semicolons in languages with a decimal comma, as Excel expects."""
    comma = decimal_mark(tr) == ","
    paper = io.StringIO()
    rows = csv.writer(paper, delimiter=";" if comma else ",", lineterminator="\r\n")

    def number(x: float) -> str:
        if x != x:
            return ""
        text = f"{x:.10g}" if abs(x) < 1e10 else f"{x:.0f}"
        return text.replace(".", ",") if comma else text

    rows.writerow(
        [tr("Measure"), tr("Unit"), tr("Today"), tr("Your change"), tr("Difference"),
         tr("Half of the 95% interval"), tr("Verdict"), tr("Name")]
    )
    for kpi, row in found.items():
        scale = measures.form(kpi).scale
        values = (row.base, row.value, row.difference, row.half_width)
        rows.writerow(
            [
                measures.label(kpi, tr),
                measures.unit(kpi, tr),
                *(number(scale * x) for x in values),
                tr(VERDICTS[row.verdict]),
                kpi,
            ]
        )
    return b"\xef\xbb\xbf" + paper.getvalue().encode("utf-8")


def uploaded(name: str, content: bytes) -> dict[str, str]:
    """A scenario file's values as expert values: text by dotted key. Nothing in the file is executed, composed or resolved.

    Raises:
        ConfigError: too large, too deep, no UTF-8, no plain keys and values, or a key that no parameter has.
    """
    if len(content) > MAX_BYTES:
        raise ConfigError([message("{file}: is larger than {most} kB.", file=name, most=MAX_BYTES // 1000)])
    plain = keys_of(decoded(content, name), name)
    if not plain:       # comments alone, which are a scenario for the command line
        raise ConfigError([message("{file}: expected keys, as `conversation:`.", file=name)])
    values = {key: value for key, value in leaves(plain) if key.split(".")[0] not in ("name", "sources", "defaults", "run")}
    lines = [message("{file}: {key}: unknown key.", file=name, key=key) for key in values if pattern(key.split(".")) is None]
    if lines:
        raise ConfigError(lines)
    return {
        key: yaml.safe_dump(value, default_flow_style=True, width=10_000).removesuffix("\n...\n").strip()
        for key, value in values.items()
    }
