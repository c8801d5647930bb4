"""Real failures: processes killed, interrupted, refused, a scheduler lost. Afterwards every table equals that of an undisturbed
run, byte for byte."""

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import sim
from sim.cli.main import main
from sim.execution import processes
from sim.execution.executors import run_tasks
from sim.experiment.runner import answer
from sim.random.philox import seed_of
from sim.year import CentreRun
from tests.experiment.test_study import bare

posix = pytest.mark.skipif(os.name == "nt", reason="no signals of this kind")
ASKED = ["experiment", "ask.yaml", "run.seed=3"]
FILE = """question: Does a busy line matter?
scenarios: [bare_queue, busy]
overrides: [run.horizon_days=3, run.warm_up_days=0, demand.needs_per_day=200, run.record=kpis]
replications: 6
decide_on: [asa_s]
"""
BUSY = "# @package _global_\ndefaults: [bare_queue, _self_]\nname: busy\npatience: {balk_prob: 0.2}\n"
SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background has it ignored
from sim.cli.main import main
from sim.experiment import study
lives = study.run_replications
def slowly(tasks, jobs):
    for done in lives(tasks, 1):
        print("one", flush=True)
        time.sleep(0.2)
        yield done
study.run_replications = slowly
import sim.results.store as store
store.FLUSH_S = 0.0
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    (tmp_path / "ask.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "busy.yaml").write_text(BUSY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return [*ASKED, "--config-dir", "."]


def tables(folder: Path) -> dict[str, bytes]:
    """The answer's tables."""
    return {file.name: file.read_bytes() for file in folder.rglob("answer-*/*.parquet")}


def slowly(argv: list[str], results: str) -> "subprocess.Popen[str]":
    """The command in a separate process, which reports each finished replication and then pauses."""
    return subprocess.Popen([sys.executable, "-c", SLOW, *argv, "--results", results], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


@posix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_parent_that_is_stopped_goes_on_where_it_was(asked, capsys, how):
    """Killed, or interrupted as by Ctrl-C, after its third replication; status reports it; the same command completes the
    study."""
    assert main([*asked, "--results", "undisturbed"]) == 0
    process = slowly(asked, "disturbed")
    assert process.stdout is not None
    for _ in range(4):
        assert process.stdout.readline() == "one\n"
    capsys.readouterr()
    assert main(["status", "disturbed"]) == 0
    assert re.search(rf"ask: running.*process {process.pid}, since .*: \d of 12", capsys.readouterr().out, re.DOTALL)
    process.send_signal(how)
    _, err = process.communicate(timeout=600)
    capsys.readouterr()
    assert main(["status", "disturbed"]) == 0
    output = capsys.readouterr().out
    done = int(re.search(r"incomplete; the same command continues it; (\d+) of 12", output)[1])
    assert 3 <= done < 12
    if how == signal.SIGKILL:
        assert "interrupted: " in output, "its mark stayed behind"
        assert process.returncode == -signal.SIGKILL
    else:
        assert process.returncode == 130
        assert err.splitlines()[-1] == "Stopped. What was finished by then is complete and stays in the results folder."
        assert "stopped by KeyboardInterrupt" in Path("disturbed/ask/log.txt").read_text(encoding="utf-8")
    assert main([*asked, "--results", "disturbed"]) == 0
    assert tables(Path("disturbed")) == tables(Path("undisturbed"))
    capsys.readouterr()
    main(["status", "disturbed"])
    assert "done; 12 of 12" in capsys.readouterr().out


@posix
def test_two_sweeps_at_once_do_not_collide(asked):
    """The same command twice, at the same time, in one folder: both succeed, and the tables equal those of one."""
    assert main([*asked, "--results", "alone"]) == 0
    both = [slowly(asked, "shared") for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=600)
        assert (process.returncode, err) == (0, "")
    assert tables(Path("shared")) == tables(Path("alone"))
    assert not list(Path("shared").rglob("*.part"))


def dies_once(task: Path) -> str:
    if not task.exists():
        task.write_text("was here", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return task.read_text(encoding="utf-8")


@posix
def test_a_killed_workers_task_is_done_by_the_next(tmp_path):
    tasks = [tmp_path / str(n) for n in range(4)]
    tasks[1].write_text("was here", encoding="utf-8")
    with closing(run_tasks(tasks, dies_once, 2)) as results:
        assert dict(results) == dict.fromkeys(tasks, "was here")


@posix
def test_a_study_whose_worker_is_killed_is_an_undisturbed_one(tmp_path, monkeypatch):
    """The first worker is killed from outside during its first replication."""
    pair = [bare("a", "run.replications=4"), bare("b", "run.replications=4", "patience.balk_prob=0.1")]
    answer(pair, tmp_path / "undisturbed", jobs=1, progress=False)
    killed = []
    started = processes.Processes._started

    def and_killed(self):
        worker = started(self)
        if not killed:
            killed.append(worker.process.pid)
            os.kill(killed[0], signal.SIGKILL)
        return worker

    monkeypatch.setattr(processes.Processes, "_started", and_killed)
    found = answer(pair, tmp_path / "disturbed", jobs=2, progress=False)
    assert killed
    assert found.unfinished == ()
    assert tables(tmp_path / "disturbed") == tables(tmp_path / "undisturbed")


def test_a_replication_that_raises_is_reported_with_the_command_that_reproduces_it(tmp_path, monkeypatch, capsys):
    """The third replication of one scenario raises an error of the simulator; the others continue. The printed command shows the
    place of the error; once it is corrected, the same study ends as if undisturbed."""
    run_days = CentreRun.run_days

    def broken(centre_run):
        if centre_run.seed == seed_of(centre_run.run.seed, 2) and centre_run.params.patience.balk_prob:
            raise ZeroDivisionError("a fault of ours")
        return run_days(centre_run)

    pair = [bare("a"), bare("b", "patience.balk_prob=0.1")]
    answer(pair, tmp_path / "undisturbed", jobs=1, progress=False)
    monkeypatch.setattr(CentreRun, "run_days", broken)
    found = answer(pair, tmp_path / "disturbed", jobs=1, progress=False)
    ((name, nth, why),) = found.unfinished
    assert (name, nth) == ("b", 2)
    assert found.runs.groupby("scenario").size().to_dict() == {"a": 3, "b": 2}
    assert "seed 1" in (tmp_path / "disturbed" / "run" / "log.txt").read_text(encoding="utf-8")
    command = re.search(r"\[to reproduce: contact-centre (.*)\]$", str(why))[1].split()
    with pytest.raises(ZeroDivisionError, match="a fault of ours"):
        main(command)
    monkeypatch.undo()
    assert main(command) == 0
    told = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert float(told["asa_s"]) == sim.simulate(pair[1], 2, "kpis").kpis["asa_s"]
    answer(pair, tmp_path / "disturbed", jobs=1, progress=False)
    assert tables(tmp_path / "disturbed") == tables(tmp_path / "undisturbed")


def test_status_of_a_damaged_folder(tmp_path, capsys):
    """A truncated part, a quarantined one, a partial one, no running program: counted and named; nothing is changed."""
    answer([bare("a"), bare("b", "patience.balk_prob=0.1")], tmp_path, jobs=1, progress=False)
    (scenario_store,) = tmp_path.glob("run/b-*")
    (part,) = scenario_store.glob("sums-*.parquet")
    part.write_bytes(part.read_bytes()[:-100])
    (scenario_store / "x.aside").write_bytes(b"")
    (scenario_store / ".y.part").write_bytes(b"")
    before = sorted(tmp_path.rglob("*"))
    assert main(["status", str(tmp_path)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith("run: incomplete; the same command continues it; 3 of 6 replications are on disk (scenarios: 2)")
    assert out[1] == "  b: 0 of 3, files that cannot be read: 1, parts set aside: 1, unfinished files: 1"
    assert sorted(tmp_path.rglob("*")) == before
    assert main(["status", str(tmp_path / "nothing")]) == 2


def test_a_log_has_a_line_for_each_part(tmp_path):
    answer([bare("a"), bare("b", "patience.balk_prob=0.1")], tmp_path, jobs=1, progress=False)
    lines = (tmp_path / "run" / "log.txt").read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"[-\d]+ [:\d]+ \d+ started: 6 replications to run, 0 finished before", lines[0])
    parts = [file.name for file in tmp_path.rglob("sums-*.parquet")]
    assert all(any(part in line for line in lines) for part in parts)
    assert any("ended: 6 replications run in" in line for line in lines)
    assert not list(tmp_path.rglob(".at-work*"))


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_with_a_line_and_continues_when_there_is_space(tmp_path, monkeypatch):
    """The disk is full from the second part on (written to a device that is always full); earlier parts are kept."""
    from sim.config.errors import ConfigError
    from sim.results import parts, store

    scenario = bare("a", "run.replications=2")
    answer([scenario], tmp_path / "undisturbed", jobs=1, progress=False)
    n = []

    def on_a_full_disk(folder, stem, table, about):
        if stem.startswith("sums-") and n.append(1) is None and len(n) > 1:
            parts.written(folder / stem, lambda aside: Path("/dev/full").write_bytes(b"x" * 1_000_000))
        return parts.write_part(folder, stem, table, about)

    monkeypatch.setattr(store, "write_part", on_a_full_disk)
    monkeypatch.setattr(store, "FLUSH_S", 0.0)
    with pytest.raises(ConfigError, match="No space left on device"):
        answer([scenario], tmp_path / "full", jobs=1, progress=False)
    monkeypatch.undo()
    assert len(list(tmp_path.glob("full/run/a-*/sums-*.parquet"))) == 1
    answer([scenario], tmp_path / "full", jobs=1, progress=False)
    assert tables(tmp_path / "full") == tables(tmp_path / "undisturbed")


def test_a_replication_to_reproduce_must_exist(tmp_path, capsys):
    assert main(["reproduce", str(tmp_path), "0"]) == 2
    assert "has no manifest.json" in capsys.readouterr().err
