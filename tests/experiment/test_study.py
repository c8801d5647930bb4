"""A whole study: answered, resumed, the same to the last byte with any executor, and with its failures reported."""

import json

import numpy as np
import pandas as pd
import pytest

import sim
from sim.config.errors import ConfigError
from sim.config.scenario import vary
from sim.execution import executors, worker
from sim.execution.tasks import Task, TaskFailed
from sim.experiment import study
from sim.experiment.day_profile import RecordsDay
from sim.experiment.questions import MapPlan, MapPoint
from sim.experiment.runner import answer, answer_experiment
from sim.i18n.translate import message
from sim.kpis import KPIS

SHORT = ["run.horizon_days=8", "run.warm_up_days=1", "demand.needs_per_day=60", "customers.n=2000"]
TINY = ["run.horizon_days=2", "run.warm_up_days=0", "demand.needs_per_day=100", "run.replications=3"]


@pytest.fixture(scope="module")
def pair():
    return [sim.load(name, [*SHORT, "run.replications=2", f"name={name}"]) for name in ("base", "aht_cap_180")]


@pytest.fixture(scope="module")
def answered(pair, tmp_path_factory):
    """Two centres, answered once in two processes."""
    folder = tmp_path_factory.mktemp("results")
    return answer(pair, folder, name="a pair", question="Which?", decide_on=("nps",), jobs=2, progress=False), folder


def bare(name: str, *overrides: str):
    return sim.load("bare_queue", [*TINY, f"name={name}", *overrides])


class Counted:
    """Substitute for `run_replications`: records the requests, and may stop or fail."""

    def __init__(self, monkeypatch, stop_after=None, spoil=()):
        self.asked, self.stop_after, self.spoil = [], stop_after, spoil
        monkeypatch.setattr(study, "run_replications", self)

    def __call__(self, tasks, jobs):
        days = [next((one.day for one in task.recorders if isinstance(one, RecordsDay)), None) for task in tasks]
        self.asked.append([(task.scenario, task.replication, day) for task, day in zip(tasks, days, strict=True)])
        for n, task in enumerate(tasks):
            if n == self.stop_after:
                raise KeyboardInterrupt
            if (task.scenario, task.replication) in self.spoil:
                yield task, TaskFailed(message("it broke"), "line 7")
            else:
                yield task, worker.run_replication(task)


def test_the_answer_is_complete(answered, pair):
    found, _ = answered
    assert (found.name, found.question, found.decide_on) == ("a pair", "Which?", ("nps",))
    assert found.runs[["scenario", "replication"]].to_numpy().tolist() == [
        ["base", 0], ["base", 1], ["aht_cap_180", 0], ["aht_cap_180", 1]]
    assert list(found.runs.columns) == ["scenario", "replication", *KPIS]
    assert len(found.differences) == 2 * len(KPIS)
    cut = found.differences.set_index(["scenario", "kpi"]).loc[("aht_cap_180", "cut_short_share")]
    assert cut["base"] == 0
    assert cut["difference"] > 0.2
    assert found.drift[["scenario", "week"]].to_numpy().tolist() == [["base", 1], ["aht_cap_180", 1]]
    assert list(found.day.columns) == ["scenario", "at_s", "waiting", "talking", "on_phone"]
    assert found.day.groupby("scenario")["talking"].max().gt(0).all()
    assert set(found.money["scenario"]) == {"base", "aht_cap_180"}
    assert found.money["cost_limit"].isna().all()
    assert found.unfinished == ()
    assert found.scenarios == tuple(pair)


def test_the_measures_are_those_of_a_year(answered, pair):
    """A replication in the answer has the values of `simulate`."""
    found, _ = answered
    year = sim.simulate(pair[1], replication=1, record="kpis")
    row = found.runs.set_index(["scenario", "replication"]).loc[("aht_cap_180", 1)]
    assert {name: row[name] for name in KPIS} == pytest.approx(year.kpis, nan_ok=True, rel=0, abs=0)


def test_the_drift_is_the_mean_of_the_weeks(answered, pair):
    """One whole week of eight days: occupancy of days 1 to 7, averaged over two replications."""
    found, _ = answered
    weeks = []
    for replication in (0, 1):
        days = sim.simulate(pair[0], replication, record="kpis").days.iloc[1:8].sum()
        weeks.append(days["busy_s"] / (days["on_duty_s"] - days["break_s"]))
    assert found.drift.loc[0, "occupancy"] == pytest.approx(np.mean(weeks), rel=1e-12)


def test_the_story_is_the_same_case(answered):
    found, _ = answered
    assert found.story_other == "aht_cap_180"
    assert found.story["case_key"].nunique() == 1
    assert found.story["customer_id"].nunique() == 1
    conversations = found.story.groupby("scenario")["nth_conversation"].max()
    assert conversations["base"] != conversations["aht_cap_180"]
    assert found.story.attrs["n_more"] + found.story.attrs["n_fewer"] <= found.story.attrs["n_cases"]


def test_the_bytes_are_the_same_in_one_process_and_two(answered, pair, tmp_path):
    """Two processes, in any order of results, against this process: each table of the answer, byte for byte."""
    _, folder = answered
    answer(pair, tmp_path, name="a pair", question="Which?", decide_on=("nps",), jobs=1, progress=False)
    for name in ("replications", "differences", "drift", "day", "story", "money", "break_even"):
        files = [next(where.rglob(f"answer-*/{name}.parquet")) for where in (folder, tmp_path)]
        assert files[0].read_bytes() == files[1].read_bytes(), name


@pytest.mark.parametrize(("jobs", "overrides", "n_tasks", "way", "compiled"), [
    (None, ["run.horizon_days=1499"], 2, 1, ["compiled"]),             # 2998 days
    (None, ["run.horizon_days=1500"], 2, 2, ["compiled"]),          # 3000 days
    (None, ["run.horizon_days=50", "run.engine=simpy"], 2, 2, ["simpy"]),
    (None, ["run.horizon_days=40", "run.engine=simpy"], 2, 1, ["simpy"]),
    (None, ["run.horizon_days=400", "demand.needs_per_day=4800"], 2, 2, ["compiled"]),
    (None, ["run.horizon_days=9999"], 1, 1, ["compiled"]),                    # one replication needs no second process
    (2, ["run.horizon_days=5"], 2, 2, ["compiled"]),
    (1, ["run.horizon_days=9999"], 2, 1, ["compiled"]),
])
def test_short_work_is_run_in_this_process(monkeypatch, jobs, overrides, n_tasks, way, compiled):
    """Two cores. Without a number of jobs, work below 3000 days of base is run in this process; the engine's week is compiled
    first."""
    asked, n_processes = [], []
    monkeypatch.setattr(executors, "n_cores", lambda: 2)
    monkeypatch.setattr(executors, "Processes", lambda n: n_processes.append(n) or executors.Serial())
    monkeypatch.setattr(worker, "run_replication", lambda task: task.replication)
    monkeypatch.setattr(worker, "ensure_compiled", lambda engines: asked.extend(sorted(set(engines))))
    tasks = [Task.of(bare("a", *overrides), nth) for nth in range(n_tasks)]
    assert sorted(nth for _, nth in worker.run_replications(tasks, jobs)) == list(range(n_tasks))
    assert n_processes == ([] if way == 1 else [way])
    assert asked == compiled


def test_a_second_run_runs_no_replication(answered, pair, monkeypatch):
    found, folder = answered
    counted = Counted(monkeypatch)
    reproduce = answer(pair, folder, name="a pair", progress=False)
    assert counted.asked == [[]]
    for name in ("runs", "differences", "drift", "day", "story", "money"):
        pd.testing.assert_frame_equal(getattr(reproduce, name), getattr(found, name))


def test_more_replications_run_only_the_new_ones(tmp_path, monkeypatch):
    """Three of two scenarios, then four with a third scenario: only missing ones are run, in order of replication."""
    counted = Counted(monkeypatch)
    answer([bare("a"), bare("b", "patience.balk_prob=0.1")], tmp_path, progress=False)
    balk_prob = {"a": 0, "b": 0.1, "c": 0.2}
    four = [bare(name, "run.replications=4", f"patience.balk_prob={p}") for name, p in balk_prob.items()]
    found = answer(four, tmp_path, progress=False)
    days = {profile for tasks in counted.asked for _, _, profile in tasks if profile is not None}
    assert len(days) == 1
    assert [task[:2] for task in counted.asked[1]] == [("c", 0), ("c", 1), ("c", 2), ("a", 3), ("b", 3), ("c", 3)]
    assert found.runs.groupby("scenario").size().to_dict() == {"a": 4, "b": 4, "c": 4}
    fewer = answer([bare("a", "run.replications=2")], tmp_path, progress=False)
    assert len(fewer.runs) == 2, "what is there beyond what is asked for is left out"


def test_ctrl_c_keeps_finished_replications(tmp_path, monkeypatch):
    """Stopped after two of six: the two are on disk, complete, with a manifest; the next run runs the other four."""
    pair = [bare("a"), bare("b", "patience.balk_prob=0.1")]
    Counted(monkeypatch, stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        answer(pair, tmp_path, progress=False)
    for file in tmp_path.rglob("sums-*.parquet"):
        assert set(pd.read_parquet(file)["replication"]) == {0}
    manifests = [json.loads(file.read_text(encoding="utf-8")) for file in tmp_path.rglob("manifest.json")]
    assert [manifest["replications"] for manifest in manifests] == [[0], [0]]
    assert not list(tmp_path.rglob("*.part"))
    counted = Counted(monkeypatch)
    answer(pair, tmp_path, progress=False)
    assert [task[:2] for task in counted.asked[0]] == [("a", 1), ("b", 1), ("a", 2), ("b", 2)]


def test_failures_are_reported_and_the_rest_is_answered(tmp_path, monkeypatch):
    pair = [bare("a"), bare("b", "patience.balk_prob=0.1")]
    Counted(monkeypatch, spoil=[("b", 1)])
    found = answer(pair, tmp_path, progress=False)
    ((name, nth, why),) = found.unfinished
    assert (name, nth) == ("b", 1)
    assert str(why).startswith(f"it broke [to reproduce: contact-centre reproduce {tmp_path}")
    rows = found.differences.set_index(["scenario", "kpi"])
    assert rows.loc[("b", "asa_s"), "n"] == 2
    assert rows.loc[("a", "asa_s"), "n"] == 3
    (manifest,) = (json.loads(file.read_text(encoding="utf-8")) for file in tmp_path.rglob("b-*/manifest.json"))
    assert manifest["unfinished"] == [{"replication": 1, "why": "it broke", "trace": "line 7"}]


def test_without_a_base_there_is_no_answer(tmp_path, monkeypatch):
    Counted(monkeypatch, spoil=[("a", r) for r in range(3)])
    with pytest.raises(ConfigError) as found:
        answer([bare("a"), bare("b", "patience.balk_prob=0.1")], tmp_path, progress=False)
    assert found.value.lines[0].startswith("No replication of a came to its end")
    assert [line.split(" [")[0] for line in found.value.lines[1:]] == [
        f"a, replication {r} (seed 1): it broke" for r in range(3)]


def test_two_names_of_one_scenario_are_run_once(tmp_path, monkeypatch):
    counted = Counted(monkeypatch)
    found = answer([bare("a"), bare("the same")], tmp_path, progress=False)
    assert len(counted.asked[0]) == 3
    assert found.runs.groupby("scenario").size().to_dict() == {"a": 3, "the same": 3}
    assert found.differences["difference"].dropna().eq(0).all()


def test_a_full_record_is_kept_on_request(tmp_path):
    answer([bare("a", "run.record=full", "run.replications=1")], tmp_path, progress=False)
    (file,) = tmp_path.rglob("contacts-r00000.parquet")
    kept = pd.read_parquet(file)
    year = sim.simulate(bare("a"))
    assert kept.equals(year.contacts)
    (file,) = tmp_path.rglob("agent_days-r00000.parquet")
    assert pd.read_parquet(file).equals(year.agent_days)
    assert not list(tmp_path.rglob("*.part"))


def test_a_map_is_made_of_pairs(tmp_path, monkeypatch):
    """Two by one points: the difference at each is that of its own pair; this centre's point is marked; a point that is also a
    scenario of the study is run once."""
    counted = Counted(monkeypatch)
    busy = ["run.replications=1", "demand.needs_per_day=300", "workforce.groups.agents.n_agents=1",
            "workforce.groups.agents.agents_per_interval=[1]", "mechanisms.redials=true"]
    a, b = bare("a", *busy), bare("b", *busy, "patience.balk_prob=0.5")
    key = "redial.after_abandon_prob"
    points = [MapPoint(x, 0.0, *(vary(side, {key: x}, "the map", f"{side.name} {x}") for side in (a, b)))
              for x in (0.0, 0.9)]
    plan = MapPlan((key, "patience.balk_prob"), ("contacts_per_case",), points)
    found = answer([a, b], tmp_path, experiment_map=plan, progress=False)
    assert len(counted.asked[0]) == 4, "at x = 0 the places are the study's own scenarios"
    assert found.map_keys == plan.keys
    assert found.map_here == (0.0, 0.0)
    table = found.map
    assert list(table.columns) == ["x", "y", "kpi", "difference", "low", "high"]
    assert table["x"].tolist() == [0.0, 0.9]
    for place, point in zip(table.itertuples(), points, strict=True):
        sides = [sim.simulate(side, record="kpis").kpis["contacts_per_case"] for side in (point.without, point.with_)]
        assert place.difference == pytest.approx(sides[1] - sides[0], abs=1e-12)
    assert table.loc[0, "difference"] == 0, "who never redials makes one contact, balking or not"
    assert table.loc[1, "difference"] > 0.1
    assert table[["low", "high"]].isna().all(axis=None)


def test_an_experiment_is_answered(tmp_path, monkeypatch):
    """A shipped question, shortened: its scenarios, its map, its measures."""
    from sim.config.experiment_file import Axis, Experiment, Map

    experiment = Experiment(
        name="short", question="Why?", scenarios=("base", "aht_cap_120", "aht_cap_180"), overrides=tuple(SHORT),
        replications=1,
        decide_on=("nps", "cost"), map=Map(
            x=Axis(key="conversation.steepness", values=(1.0,)), y=Axis(key="conversation.retained_work_share", values=(0.0,)),
            scenarios=("base", "aht_cap_180"), kpis=("fcr_share",), replications=1, horizon_days=2))
    found = answer_experiment(experiment, tmp_path, jobs=1, progress=False)
    assert found.name == "short"
    assert found.story_other.startswith("aht_cap_180,"), "the map's, although others may differ more"
    assert found.map_here == (2.0, 0.5)
    assert found.map["difference"].lt(0).all(), "a hard cap solves fewer at the first talk"
    assert (tmp_path / "short").is_dir()


def test_an_unknown_measure_is_an_error_before_any_run(tmp_path, monkeypatch):
    counted = Counted(monkeypatch)
    with pytest.raises(ConfigError, match=r"^decide_on: nsp: there is no such measure. Did you mean `nps`\?$"):
        answer([bare("a")], tmp_path, decide_on=("nsp",), progress=False)
    assert counted.asked == []
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_an_error_before_any_run(tmp_path, monkeypatch):
    counted = Counted(monkeypatch)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="cannot be written"):
        answer([bare("a")], tmp_path / "file", progress=False)
    assert counted.asked == []


def test_no_terminal_no_bars(tmp_path, capsys):
    answer([bare("a", "run.replications=1")], tmp_path, progress=True)
    assert capsys.readouterr() == ("", "")
