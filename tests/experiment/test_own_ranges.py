"""A user's own ranges from the file to the page, on simulated centres whose answer is known beforehand."""

import glob
import re
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.main import main
from sim.experiment.methods import search
from tests.experiment.laboratory import MadeUp
from tests.experiment.test_methods import asked

SMALL = "[run.horizon_days=2, run.warm_up_days=0, customers.n=2000, demand.needs_per_day=60]"
HEAD = f"question: What drives the cost?\nscenarios: [base]\noverrides: {SMALL}\nreplications: 1\ndecide_on: [cost]\n"
# Pay of two team leaders and one manager, twelve months, with 12 % on-costs; and what a planner covers, of whom base has none.
RANGES = """costs.team_leader_pay_per_month: [30000, 31000]
costs.manager_pay_per_month: {low: 40000, high: 41500, source: "our accounts"}
leadership.planner_covers: [10, 50]
"""
EFFECTS = [12 * 1.12 * 2 * 1000, 12 * 1.12 * 1 * 1500, 0.0]


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def answered(folder: Path, text: str, *more: str) -> tuple[int, pd.DataFrame | None]:
    """The status of the command on an experiment's file, and its table of indices."""
    file = folder / "ask.yaml"
    file.write_text(text, encoding="utf-8")
    status = main(["experiment", str(file), "--results", str(folder / "results"), "--jobs", "1", *more])
    tables = glob.glob(str(folder / "results" / "ask" / "findings-*" / "indices.parquet"))
    return status, pd.read_parquet(tables[0]).set_index("parameter") if tables else None


def test_morris_finds_the_cost_of_a_pay_and_nothing_in_what_does_not_happen(tmp_path, capsys):
    """Pay acts on cost in proportion: the effect over a range is its formula, whatever the others are, so that sigma is 0."""
    status, found = answered(tmp_path, f"{HEAD}sensitivity: {{method: morris, n: 2}}\nranges:\n{indented(RANGES)}")
    assert status == 0
    assert found["mu_star"].tolist() == pytest.approx(EFFECTS, rel=1e-9, abs=1e-6)
    assert found["sigma"].tolist() == pytest.approx([0.0] * 3, abs=1e-6)
    assert found.loc["leadership.planner_covers", "mu_star"] == 0.0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert re.match(r".* depends most on .*", out)
    (page,) = glob.glob(str(tmp_path / "results" / "ask" / "**" / "page.md"), recursive=True)
    text = Path(page).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "No effect on any of these measures, to the last digit: number of agents per planner for the full effect." in text
    assert re.search(r"\| [^|]*\[DKK/month\] \| costs.manager_pay_per_month \| 40,000 DKK/month \| 41,500 DKK/month \| linear \| "
                     r"our accounts \|", text)


def test_sobols_shares_are_those_of_the_two_pays(tmp_path):
    """Of a sum of two uniform numbers each has the share of its squared effect."""
    status, found = answered(tmp_path, f"{HEAD}sensitivity: {{method: sobol, n: 32}}\nranges:\n{indented(RANGES)}")
    total = sum(effect**2 for effect in EFFECTS)
    shares = [effect**2 / total for effect in EFFECTS]
    assert status == 0
    assert found["total"].tolist() == pytest.approx(shares, abs=0.1)
    assert found["first"].tolist() == pytest.approx(shares, abs=0.1)
    assert found.loc["leadership.planner_covers", ["total", "first"]].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("way", ["in the file", "on the command line"])
def test_a_file_of_ranges_is_chosen_by_name(tmp_path, way):
    (tmp_path / "own" / "ranges").mkdir(parents=True)
    (tmp_path / "own" / "ranges" / "pays.yaml").write_text(RANGES, encoding="utf-8")
    named = "ranges: pays\n" if way == "in the file" else ""
    more = ["ranges=pays"] if way == "on the command line" else []
    status, found = answered(tmp_path, f"{HEAD}sensitivity: {{method: morris, n: 2}}\n{named}", "--config-dir",
                             str(tmp_path / "own"), *more)
    assert status == 0
    assert found["mu_star"].tolist() == pytest.approx(EFFECTS, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(("text", "line"), [
    ("ranges: pay\n", "ranges = pay: there is no ranges/pay.yaml here or in the folder of --config-dir. Did you mean `pays`?"),
    ("ranges: {wow.costs: [1, 2]}\n", "ask.yaml: ranges: wow.costs: unknown key. Did you mean `cost`?"),
    ("ranges: {wow.cost: [2, 1]}\n", "ask.yaml: ranges: wow.cost: low 2 must be below high 1."),
    ("ranges: {wow.cost: 5}\n", "ask.yaml: ranges.wow.cost = 5: expected ranges by parameter, as conversation.aht_cap_s: "
     "[120, 600], or the name of a file in ranges/."),
    ("ranges: {wow.cost: [1, 2, 3]}\n", "ask.yaml: ranges.wow.cost = [1, 2, 3]: expected ranges by parameter, as "
     "conversation.aht_cap_s: [120, 600], or the name of a file in ranges/."),
    ("ranges: {wow.cost: [1, high]}\n", "ask.yaml: ranges.wow.cost.high = 'high': expected a number."),
    ("ranges: {wow.cost: {low: 1}}\n", "ask.yaml: ranges.wow.cost.high: missing; expected a number."),
    ("ranges: {wow.cost: {low: 1, high: 2, scales: log}}\n",
     "ask.yaml: ranges.wow.cost.scales: unknown key. Did you mean `scale`?"),
    ("ranges: {wow.cost: {low: 1, high: .inf}}\n", "ask.yaml: ranges.wow.cost.high = inf: expected a number."),
    ("ranges: {wow.cost: [1, 2]}\noverrides: [mechanisms.wow=false]\n",
     "wow.cost: would do nothing: mechanisms.wow is off. Switch it on, or leave the range out."),
    ("ranges: {contact_types.x.share: [0.1, 0.2]}\n", "contact_types.x.share: there is no x in scenario base."),
])
def test_a_bad_range_is_one_line_and_status_2(tmp_path, capsys, text, line):
    """The same line from `validate`, before anything is run."""
    (tmp_path / "ranges").mkdir()
    (tmp_path / "ranges" / "pays.yaml").write_text(RANGES, encoding="utf-8")
    head = HEAD.replace(f"overrides: {SMALL}\n", "") if "overrides" in text else HEAD
    file = tmp_path / "ask.yaml"
    file.write_text(f"{head}sensitivity: {{method: morris, n: 2}}\n{text}", encoding="utf-8")
    for argv in (["validate", str(file)], ["experiment", str(file), "--results", str(tmp_path / "results")]):
        assert main([*argv, "--config-dir", str(tmp_path)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        (first,) = err.splitlines()
        assert first.startswith(line)


@pytest.mark.parametrize(("text", "line"), [
    ("design: {method: grid, n: 2, parameters: [wow.cost]}\n", "ask.yaml: design.parameters: wow.cost: there is no such range. "
     "Give it a range: `ranges: {wow.cost: [LOW, HIGH]}`."),
    ("ranges: {wow.cost: [1, 2]}\n",
     "ask.yaml: ranges: belong to a design, a sensitivity, a robustness or a search with parameters."),
    ("search: {start: base, trials: 2, confirm_replications: 2}\n", "ask.yaml: search: needs levers or parameters."),
    ("design: {method: grid, n: 2, parameters: [steepness, steepness]}\n",
     "ask.yaml: design.parameters: steepness: is listed twice."),
    ("robustness: {design: {method: grid, n: 2, parameters: [steepness, attrition]}, map: [steepness, churn_beta], findings: "
     "[{statement: x, scenario: base, than: base, kpi: nps, is: higher}]}\n",
     "ask.yaml: robustness.map: churn_beta: is not among the parameters of the design."),
])
def test_names_of_ranges_that_do_not_fit(tmp_path, capsys, text, line):
    file = tmp_path / "ask.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    assert main(["validate", str(file)]) == 2
    assert capsys.readouterr().err.splitlines() == [line]


def test_a_search_finds_the_best_values_of_parameters():
    """A bowl with its lowest cost at a cap of 300 s and 3 managers, by definition: the search comes close."""
    def truth(scenario, nth):
        p = scenario.params
        cap = p.conversation.aht_cap_s if p.conversation.aht_cap_s is not None else 600.0
        return {"cost": (cap / 100.0 - 3.0) ** 2 + (p.leadership.n_managers - 3) ** 2}

    section = {"start": "base", "parameters": ["conversation.aht_cap_s", "leadership.n_managers"], "trials": 96,
               "confirm_replications": 2}
    ranges = {"conversation.aht_cap_s": [100, 600], "leadership.n_managers": [1, 6]}
    found = search.answer(asked(search=section, ranges=ranges, decide_on=("cost",)), MadeUp(truth))
    trials = found.tables["trials"]
    winner = trials.loc[trials["trial"] == found.facts["winner"]].iloc[0]
    assert winner["cost"] == trials["cost"].min()
    assert winner["leadership.n_managers"] == 3
    assert winner["conversation.aht_cap_s"] == pytest.approx(300, abs=40)
    assert trials["conversation.aht_cap_s"].between(100, 600).all()
    assert set(trials["leadership.n_managers"]) <= {1, 2, 3, 4, 5, 6}
    assert found.tables["confirmed"].set_index(["scenario", "kpi"]).loc[("winner", "cost"), "difference"] < -10


def test_plans_that_are_impossible_are_left_out_of_a_search():
    """Shares of contact types that do not add up to 1: none of the plans can be, and the reason is given; with one in which all
    can, those are run."""
    from sim.config.errors import ConfigError

    section = {"start": "base", "parameters": ["contact_types.billing.share"], "trials": 8, "confirm_replications": 2}
    with pytest.raises(ConfigError, match="the shares"):
        search.answer(asked(search=section, ranges={"contact_types.billing.share": [0.8, 0.9]}, decide_on=("cost",)),
                      MadeUp(lambda scenario, nth: {"cost": 1.0}))


def test_the_experiments_in_the_docs_are_valid(tmp_path, capsys):
    """Each block of the docs that is an experiment's file."""
    docs = Path(__file__).parents[2] / "docs"
    blocks = [block for file in docs.rglob("*.md")
              for block in re.findall(r"```yaml\n(question:.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)]
    assert any("ranges:" in block for block in blocks)
    for block in blocks:
        (tmp_path / "ask.yaml").write_text(block, encoding="utf-8")
        assert main(["validate", str(tmp_path / "ask.yaml")]) == 0, capsys.readouterr().err
