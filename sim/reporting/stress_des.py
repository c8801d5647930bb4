"""The model by the field's reporting standard, STRESS-DES, item by item: `python -m sim.reporting.stress_des docs/stress_des.md`.

What the code declares - measures, switches, scenarios, parameters with their sources - is written out from there, so that
the page cannot tr anything else than the code. The rest is text.

Source:
    Monks, Currie, Onggo, Robinson, Kunc & Taylor (2019), "Strengthening the reporting of empirical simulation studies:
    introducing the STRESS guidelines", Journal of Simulation 13(1).
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sim.config.errors import value_text
from sim.config.files import data_folder, experiments, names, question_of
from sim.config.provenance import leaves
from sim.config.scenario import Scenario, load
from sim.experiment.questions import read
from sim.kpis import KPIS
from sim.params import Mechanisms
from sim.params.catalogue import declared, pattern

HEAD = """# The model by STRESS-DES

Written by `make docs` from the code's own declarations; do not edit. Item numbers are those of the checklist for discrete-event
simulation (Monks et al. 2019, Journal of Simulation 13(1)). How each mechanism works stands in [model.md](model.md).
"""

# Items that the code cannot tell by itself.
PURPOSE = """To explain and compare: what a change in a contact centre - a cap on talk time, more people, training, the power to
decide, a help function, causes fixed at their source - does over a year to waiting, customers, people and money, and how sure
that is. It tests the thesis that effective is better than fast; scenarios in which the thesis loses exist and are shown. It does
not forecast a particular centre."""
DIAGRAM = """    needs → help function → contacts → queue → talk → solved? how did it feel? → attitude → stays, leaves
      ↑                        ↑         ↑       ↑          │                                    │
      │                        │         │       │          └── redial, repeat, next case ──────→┤ hours to days
      │                        │         │       └── skill, strain, pace, leaders ←──────────────┤ days to weeks
      │                        │         └── who is at work: shifts, breaks, illness, vacancies  │
      └── faults and their causes, incidents, mails, growth, joining and leaving ←───────────────┘ months"""
LOGIC = """A run is a sequence of days ([sim/year.py](../sim/year.py)). Morning: who works, in what state. Day: contacts arrive,
queue, are answered, escalated, transferred, solved or not; an engine lives it event by event. Evening: what the day did to
customers and people, and what it leaves for later days. Night: who leaves, joins, quits, is hired; causes chased; money. Each
mechanism is a switch; off, the rest behaves as if it had never been, to the last bit."""
ALGORITHMS = """Who waits is served first come, first served within a priority, or repeats first (`routing.which_contact`); the
agent longest idle takes the contact, or a random one (`routing.which_agent`). What falls on one instant is ordered by the model:
first what ends, then who comes, then matching, then closing, then who gives up; within each by id. Rules are plain functions with
unit, range and source in their docstrings ([sim/model](../sim/model)). Arrivals come by stretching unit-rate Poisson time
through the cumulated rate of the day."""
COMPONENTS = (
    ("2.5.1 Entities", "Customers (attitude, habit, hazard of leaving, appetite for contact), their cases (kind, cause, work "
     "done) and contacts (patience, wait, talk, outcome). Kinds in base: {kinds}."),
    ("2.5.2 Activities", "Waiting, talking, holding for a leader, the leader's decision, work after the call; lunch, pauses, "
     "meetings, sessions. Talk of a kind: {talks}."),
    ("2.5.3 Resources", "Agents in groups by skill and hours: {groups}. Team leaders: {leaders}. Telephone lines: {lines}."),
    ("2.5.4 Queues", "One per kind and priority for those who wait, with patience; one for those on hold for a leader, without. "
     "A queue longer than `centre.longest_queue` stops the run with a message."),
    ("2.5.5 Entry and exit points", "A case enters when a need arises and the help function does not solve it, when a solved "
     "case leads to a next one, or from an incident. It leaves solved, given up, or void because its customer left. Customers "
     "join evenly and leave by their own hazard. Agents are hired after a vacancy and leave by theirs."),
)
PREPROCESSING = """None at run time. Values marked *derived* were computed beforehand from what their source reports: hour shapes
and day factors from two banks' call records of 1999 and 2003, talk times and patience from the first of these."""
INITIALISATION = """Not empty: the first customers have the attitude and past that a long-run business's have, the agents the
tenure that a centre with vacancies has, knowledge where drift and sessions balance. A warm-up of {warm_up} days fills queues of
repeats, strain and leaders' calendars; it is lived and not counted."""
RUN_LENGTH = "{horizon} days after the warm-up in base; a scenario may say otherwise. Terminating, with all days counted."
ESTIMATION = """{replications} replications in base and 30 in the headline questions, each with its own seed; scenarios meet the
same customers with the same chance, so differences are paired, with Student's t intervals of 95 %. Measures are ratios of
sums over the counted days."""
SAMPLING = """Philox 4×32-10, a counter-based generator with published known answers. Every uniform has a name (what for, whose,
which time) and is a pure function of seed and name ([sim/random/streams.py](../sim/chance.py)); one uniform makes one variate by
inversion. The seed of a replication is run.seed + replication × 2³²."""
EXECUTION = """Two engines live the day: SimPy processes, to be read, and the same day compiled by numba over an event heap, to be
fast. They agree bit for bit; tests hold them to it. Time advances from event to event within a day and from day to day
between."""
SYSTEM = """A year of base takes well under a second on one core of an ordinary machine after some half a minute of compiling,
once. `make bench` measures it and `benchmarks/history.csv` keeps what it measured, with the machine."""
CLAIMS = (
    "A forecast of any particular centre: the numbers are a Danish subscription business put together from published sources, "
    "not one that was measured.",
    "That assumptions are facts: {assumptions} of {values} values in base are assumptions or choices and say so; the steepness "
    "of resolution in time given (F6) decides the headline and nobody has measured it.",
    "Causes beyond the model's own: an effect here is what the mechanisms imply, not evidence that the world works so.",
    "That figures of folklore hold (68 % leave over service, 26 silent per complaint, 2 % retention is 10 % cost): they stand "
    "beside outputs and are never inputs.",
    "The customer's whole economy: margin per customer is one number, and money is margin and the cost of the service.",
    "Anything about emergencies, sales or debt collection by phone, whose callers behave otherwise.",
    "Same bits on platforms that the tests have not run on.",
)


def page() -> str:
    """The page as Markdown."""
    base = load()
    return "\n".join(line.rstrip() for line in _lines(base)) + "\n"


def _lines(base: Scenario) -> Iterator[str]:
    yield from (HEAD, "")
    yield from _objectives()
    yield from _logic(base)
    yield from _data(base)
    yield from _experimentation(base)
    yield from _implementation()
    yield from ("## What the model does not claim", "")
    sources = base.sources.values()
    soft = sum(text.startswith(("assumption", "choice")) or "assumption" in text for text in sources)
    yield from (f"- {claim.format(assumptions=soft, values=len(sources))}" for claim in CLAIMS)


def _objectives() -> Iterator[str]:
    yield from ("## 1 Objectives", "", "**1.1 Purpose of the model.**", PURPOSE, "")
    yield from ("**1.2 Model outputs.** Each a ratio of sums over the counted days.", "")
    yield from _table(("measure", "unit", "better", "definition"),
                      ((f"`{k.name}`", k.unit, k.better, k.definition) for k in KPIS.values()))
    yield from ("", "**1.3 Experimentation aims.** The shipped questions, each a file in [experiments](../experiments):", "")
    yield from (f"- `{name}`: {' '.join(read(name).question.split())}" for name in experiments())
    yield ""


def _logic(base: Scenario) -> Iterator[str]:
    yield from ("## 2 Logic", "", "**2.1 Base model overview diagram.**", "", DIAGRAM, "")
    yield from ("**2.2 Base model logic.**", LOGIC, "")
    yield from _table(("switch", "in base", "what it is"),
                      ((f"`{name}`", "on" if getattr(base.params.mechanisms, name) else "off", field.description or "")
                       for name, field in Mechanisms.model_fields.items()))
    yield from ("", "**2.3 Scenario logic.** A scenario is a file that says what differs from base, with a source for each "
                "value, in [scenarios/scenario](../scenarios/scenario):", "")
    folder = data_folder("scenarios") / "scenario"
    yield from _table(("scenario", "question"), ((f"`{name}`", question_of(folder / f"{name}.yaml")) for name in names()))
    yield from ("", "**2.4 Algorithms.**", ALGORITHMS, "")
    p = base.params
    filled = {
        "kinds": ", ".join(f"{name} {kind.share:.0%}" for name, kind in p.kinds.items()),
        "talks": ", ".join(f"{name} {kind.talk_law.mean_s:.0f} s" for name, kind in p.kinds.items()),
        "groups": ", ".join(f"{group.n_agents} in {name} at {group.hours_per_week:g} h"
                            for name, group in p.workforce.groups.items()),
        "leaders": p.leadership.n_leaders, "lines": p.centre.n_lines or "enough"}
    for head, text in COMPONENTS:
        yield from (f"**{head}.** {text.format(**filled)}", "")


def _data(base: Scenario) -> Iterator[str]:
    yield from ("## 3 Data", "", "**3.1 Data sources.** Every value has one, in one line beside it, with its calibration id and "
                "how far it can be trusted: read, derived, known and not re-read, articles, assumption, choice.", "")
    yield from ("**3.2 Pre-processing.**", PREPROCESSING, "", "**3.3 Input parameters.** Values in base.", "")
    rows = []
    for key, value in leaves(base.resolved):
        row = declared().get(pattern(key.split(".")) or "")
        if row is not None and key != "name":
            rows.append((f"`{key}`", value_text(value), row.unit, row.range, row.meaning, base.sources.get(key, "")))
    yield from _table(("parameter", "value", "unit", "allowed", "meaning", "source"), rows)
    yield from ("", "**3.4 Assumptions.** The values of base whose source says assumption:", "")
    assumed = sorted({key for key, text in base.sources.items() if "assumption" in text})
    yield from (", ".join(f"`{key}`" for key in assumed) + ".", "")


def _experimentation(base: Scenario) -> Iterator[str]:
    run = base.run
    yield from ("## 4 Experimentation", "")
    yield from ("**4.1 Initialisation.**", INITIALISATION.format(warm_up=run.warm_up_days), "")
    yield from ("**4.2 Run length.** " + RUN_LENGTH.format(horizon=run.horizon_days), "")
    yield from ("**4.3 Estimation approach.**", ESTIMATION.format(replications=run.replications), "")


def _implementation() -> Iterator[str]:
    yield from ("## 5 Implementation", "", "**5.1 Software or programming language.** Python 3.11 to 3.13, with NumPy, numba, "
                "SimPy, pydantic and Hydra; exact versions in [requirements.lock](../requirements.lock).", "")
    yield from ("**5.2 Random sampling.**", SAMPLING, "", "**5.3 Model execution.**", EXECUTION, "")
    yield from ("**5.4 System specification.**", SYSTEM, "", "## 6 Code access", "")
    yield from ("**6.1 Computer model sharing statement.** The whole model, its scenarios, experiments and tests are in this "
                "repository under the MIT licence ([LICENSE](../LICENSE)); how to cite it: [CITATION.cff](../CITATION.cff).", "")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in row) + " |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
