"""Tables generated from the declarations in `sim`: parameters, measures, mechanisms, the experiment file.

Roles: {parameter}`conversation.steepness`, {measure}`asa_s`, {calibration}`B9`. Directives: {parameters}, {measures},
{mechanism}, {mechanisms}, {experiment-file}, {streams}. An id of the calibration table in running text links to its row.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from docutils import nodes
from docutils.statemachine import StringList
from mechanism_declarations import Declarations, declarations_of, mechanism_names
from pydantic import BaseModel
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id
from sphinx.util.parsing import nested_parse_to_nodes

from sim.config.errors import value_text
from sim.config.experiment_file import Experiment
from sim.config.provenance import leaves
from sim.config.scenario import load
from sim.kpis import KPIS
from sim.mechanisms import STREAMS
from sim.params import Mechanisms
from sim.params.catalogue import ANY_NAME, Declared, declared, pattern

CALIBRATION_PAGE = "reference/calibration"
CALIBRATION_ID = re.compile(r"\b[A-LNX][1-9][0-9]?b?\b")
PAGES = {CALIBRATION_PAGE: "calibration", "reference/parameters": "parameter", "reference/measures": "measure",
         "reference/streams": "stream"}
NAMES: dict[str, Callable[[str], object]] = {
    "calibration": CALIBRATION_ID.fullmatch, "parameter": declared().__contains__, "measure": KPIS.__contains__,
    "stream": STREAMS.__contains__}


# --- tables as Markdown -----------------------------------------------------------------------------------------


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table in Markdown, a line per row."""
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |"]
    return lines + ["| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |" for row in rows]


def _allowed(row: Declared) -> str:
    """Allowed values; nothing where the unit says it all."""
    return row.range.replace(" | ", " or ").replace("[", "\\[").replace("*", "\\*")


def _text(text: str) -> str:
    """Text of a declaration, with what Markdown would read as markup taken literally."""
    return re.sub(r"(`[^`]*`)|([*_<>\[\]$])", lambda found: found[1] or "\\" + found[2], text)


def _sentence(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]


class Base:
    """Values and sources of the shipped base scenario, by declared key; of a key with `*`, one line per name."""

    def __init__(self) -> None:
        base = load()
        self.values: dict[str, list[str]] = {}
        self.sources: dict[str, list[str]] = {}
        for key, value in leaves(base.resolved):
            declared_key = pattern(key.split("."))
            if declared_key is not None:
                self.values.setdefault(declared_key, []).append(value_text(value).replace("'", ""))
                self.sources.setdefault(declared_key, []).append(base.sources.get(key, ""))

    def value(self, key: str) -> str:
        """The value in base: one, or how the named ones range."""
        found = list(dict.fromkeys(self.values.get(key, [])))
        return "none in base" if not found else ", ".join(found) if len(found) <= 4 else f"{', '.join(found[:3])} …"

    def source(self, key: str) -> str:
        """The source of the value in base."""
        return "; ".join(dict.fromkeys(self.sources.get(key, [])))


def parameter_table(keys: Iterable[str], base: Base) -> list[str]:
    """Parameters with value in base and unit, allowed values, meaning and source."""
    rows = [declared()[key] for key in keys]
    return table(("Parameter", "In base", "Allowed", "Meaning", "Source"), (
        (f"`{row.key}`", f"`{base.value(row.key)}` {row.unit}".replace("`null` " + row.unit, "`null`"), _allowed(row),
         _text(row.meaning), _text(base.source(row.key)))
        for row in rows))


def measure_table(names: Iterable[str]) -> list[str]:
    """Measures with unit, better direction and definition."""
    return table(("Measure", "Label", "Unit", "Better", "Definition"), (
        (f"`{name}`", _text(KPIS[name].label), KPIS[name].unit, KPIS[name].better, _text(KPIS[name].definition))
        for name in names))


def stream_table(names: Iterable[str]) -> list[str]:
    """Random streams with what they decide and for whom."""
    return table(("Stream", "Number", "Decides", "Whose", "Which time"), (
        (f"`{name}`", str(STREAMS[name].number), STREAMS[name].decides, STREAMS[name].who, STREAMS[name].nth.replace("*", "\\*"))
        for name in names))


# --- directives -------------------------------------------------------------------------------------------------


class Generated(SphinxDirective):
    """A directive whose content is Markdown made from declarations."""


    def lines(self) -> Iterator[str]:
        """The content in Markdown."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        content = StringList(list(self.lines()), source=self.get_source_info()[0])
        return nested_parse_to_nodes(self.state, content, allow_section_headings=True)


class Parameters(Generated):
    """All parameters, a section each."""

    def lines(self) -> Iterator[str]:
        base = Base()
        by_section: dict[str, list[str]] = {}
        for key in declared():
            by_section.setdefault(key.rpartition(".")[0].replace(f".{ANY_NAME}", ""), []).append(key)
        for section, keys in by_section.items():
            title = f"`{section}`" if section else "The scenario"
            yield from ("", f"## {title}", "", *parameter_table(keys, base), "")


class Measures(Generated):
    """All measures, a section per module that declares them."""

    def lines(self) -> Iterator[str]:
        by_module: dict[str, list[str]] = {}
        for name, measure in KPIS.items():
            by_module.setdefault(measure.function.__module__, []).append(name)
        for module, names in by_module.items():
            yield from ("", f"## {_topic(module)}", "", *measure_table(names), "")


def _topic(module: str) -> str:
    """What a module of measures is about: the first line of its docstring."""
    import importlib

    text = (importlib.import_module(module).__doc__ or module).split("\n")[0]
    return _sentence(text.removeprefix("Measures of ").rstrip("."))


class Streams(Generated):
    """All random streams."""

    def lines(self) -> Iterator[str]:
        yield from stream_table(STREAMS)


class MechanismPart(Generated):
    """The generated part of a mechanism's guide."""

    required_arguments = 1

    def lines(self) -> Iterator[str]:
        name = self.arguments[0]
        own: Declarations = declarations_of(name)
        base = Base()
        state = "on" if getattr(load().params.mechanisms, name) else "off"
        yield from (f"{_sentence(_text(Mechanisms.model_fields[name].description or ''))}.", "")
        yield from (f"**Switch.** `mechanisms.{name}`, {state} in base. Off, everything else is unchanged, to the last bit:", "",
                    "```console", f"$ contact-centre run mechanisms.{name}={'false' if state == 'on' else 'true'}", "```", "")
        if own.parameters:
            yield from ("**Parameters.**", "", *parameter_table(own.parameters, base), "")
        for title, names, role in (("Measures", own.measures, "measure"), ("Random streams", own.streams, "stream")):
            if names:
                yield from (f"**{title}.** " + ", ".join(f"{{{role}}}`{one}`" for one in names) + ".", "")
        for title, columns in (("Columns", own.columns), ("Daily sums", own.sums)):
            if columns:
                yield from (f"**{title}.** " + ", ".join(f"`{one}`" for one in columns) + ".", "")


class AllMechanisms(Generated):
    """A table of all mechanisms."""

    def lines(self) -> Iterator[str]:
        on = load().params.mechanisms
        yield from table(("Mechanism", "In base", "What happens"), (
            (f"[`{name}`](mechanisms/{name}.md)", "on" if getattr(on, name) else "off",
             _text(Mechanisms.model_fields[name].description or "")) for name in mechanism_names()))


class ExperimentFile(Generated):
    """Keys of an experiment's file, a section per method."""

    def lines(self) -> Iterator[str]:
        yield from self._fields(Experiment, "Top level", "")

    def _fields(self, model: type[BaseModel], title: str, path: str) -> Iterator[str]:
        yield from ("", f"## {title}", "", " ".join((model.__doc__ or "").split("Attributes:")[0].split()), "")
        rows, below = [], []
        for name, field in model.model_fields.items():
            key = field.alias or name
            inner = _models_in(field.annotation)
            below += [(one, f"`{path}{key}`", f"{path}{key}.") for one in inner]
            given = "required" if field.is_required() else "optional"
            rows.append((f"`{path}{key}`", given, _text(field.description or _attribute(model, name))))
        yield from (*table(("Key", "", "Value"), rows), "")
        for one, heading, deeper in below:
            yield from self._fields(one, heading, deeper)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is Literal:
        return []
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _attribute(model: type[BaseModel], name: str) -> str:
    """What a class's docstring says about one of its attributes."""
    found = re.search(rf"^ +(?:\w+, )*{name}(?:, \w+)*: ((?:.|\n {{8,}})*)", model.__doc__ or "", re.MULTILINE)
    return " ".join(found[1].split()) if found else ""


# --- ids of the calibration table -------------------------------------------------------------------------------


def _rows(app: Sphinx, doctree: nodes.document) -> None:
    """Rows of the tables of parameters, measures, streams and calibration are what links to their names lead to."""
    if app.env.docname not in PAGES:
        return
    kind = PAGES[app.env.docname]
    for row in doctree.findall(nodes.row):
        name = row[0].astext().strip()
        if NAMES[kind](name):
            place = name if kind == "calibration" else make_id(app.env, doctree, kind, name)
            row[0]["ids"].append(place)
            app.env.domains.standard_domain.note_object(kind, name, place, location=row)


def _calibration_links(app: Sphinx, doctree: nodes.document) -> None:
    """An id of the calibration table in running text is a link to its row."""
    skipped = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.reference, nodes.title, nodes.raw,
               nodes.comment, addnodes.pending_xref, addnodes.desc_signature)
    on_page = app.env.docname == CALIBRATION_PAGE
    for text in list(doctree.findall(nodes.Text)):
        if not CALIBRATION_ID.search(text) or any(_is_within(text, kind) for kind in skipped):
            continue
        if on_page and _is_first_cell(text):
            continue
        parts: list[nodes.Node] = []
        at = 0
        for found in CALIBRATION_ID.finditer(text):
            link = addnodes.pending_xref("", nodes.inline("", found[0]), refdomain="std", reftype="calibration",
                                         reftarget=found[0], refexplicit=True, refwarn=True, refdoc=app.env.docname)
            parts += [nodes.Text(text[at:found.start()]), link]
            at = found.end()
        text.parent.replace(text, [*parts, nodes.Text(text[at:])])


def _is_within(node: nodes.Node, kind: type) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, kind):
            return True
    return False


def _is_first_cell(node: nodes.Node) -> bool:
    while node.parent is not None:
        if isinstance(node, nodes.entry):
            return node.parent.index(node) == 0
        node = node.parent
    return False


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directives, roles and the links of the calibration table."""
    for kind in NAMES:
        app.add_crossref_type(kind, kind, ref_nodeclass=nodes.literal)
    content: dict[str, type[Generated]] = {
        "parameters": Parameters, "measures": Measures, "streams": Streams, "mechanism": MechanismPart,
        "mechanisms": AllMechanisms, "experiment-file": ExperimentFile}
    for name, directive in content.items():
        app.add_directive(name, directive)
    steps: tuple[Callable[[Sphinx, nodes.document], None], ...] = (_rows, _calibration_links)
    for step in steps:
        app.connect("doctree-read", step)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
