"""A contact-centre simulator: the queue, the repeat call, loyalty, people and money in one run.

    import sim
    base, capped = sim.load(), sim.load("aht_cap_180", overrides=["run.replications=10"])
    result = sim.simulate(base, replication=0)
    table = sim.compare([base, capped])

Importing this sets, seeds and starts nothing; what is heavy is imported when it is first used.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

    from sim.config.errors import ConfigError
    from sim.config.scenario import Scenario
    from sim.declare import Quantities, quantity
    from sim.experiment.answer import Answer
    from sim.measure import Kpi
    from sim.mechanism import Mechanism
    from sim.plugins import AgentPolicy, Distribution, PluginError, QueuePolicy, outside_stream, register
    from sim.results.result import Result

__all__ = ["AgentPolicy", "Answer", "ConfigError", "Distribution", "Kpi", "Mechanism", "PluginError", "Quantities", "QueuePolicy",
           "Result", "Scenario", "compare", "load", "outside_stream", "quantity", "register", "simulate", "sweep"]

_MODULES = {"AgentPolicy": "sim.plugins", "Answer": "sim.experiment.answer", "ConfigError": "sim.config.errors",
            "Distribution": "sim.plugins", "Kpi": "sim.measure", "Mechanism": "sim.mechanism", "PluginError": "sim.plugins",
            "Quantities": "sim.declare", "QueuePolicy": "sim.plugins", "Result": "sim.results.result",
            "Scenario": "sim.config.scenario", "outside_stream": "sim.plugins", "quantity": "sim.declare",
            "register": "sim.plugins"}


def load(name: str | Path = "base", overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> "Scenario":
    """A scenario: base and the diff that `name` stands for, then the overrides; see `sim.config.scenario.load`.

    Args:
        name: of a shipped scenario, of one in `config_dir`, or the path of a YAML file.
        overrides: in Hydra's grammar, as `conversation.aht_cap_s=180`.
        config_dir: folder with own scenarios.

    Raises:
        ConfigError: one message for each thing that is wrong, arguments included.
    """
    from sim.config.scenario import load as load_scenario

    return load_scenario(str(name) if isinstance(name, Path) else name, overrides, config_dir)


def sweep(
    overrides: Sequence[str], config_dir: str | Path | None = None, tied: Sequence[str] = ()
) -> "list[Scenario]":
    """The scenarios of a sweep, the first key slowest; `compare` gives its table a column for each swept key.

    Args:
        overrides: in Hydra's grammar, with lists among them, as `conversation.aht_cap_s=null,120,180`.
        config_dir: folder with own scenarios.
        tied: keys that change together, separated by commas, as `demand.growth_factor,budget.growth_factor`.

    Raises:
        ConfigError: one message for each thing that is wrong.
    """
    from sim.config.scenario import load_sweep

    return load_sweep(overrides, config_dir, tied=tied)


def simulate(scenario: "Scenario", replication: int = 0, record: Literal["full", "kpis"] = "full") -> "Result":
    """Run one replication; the result has tables of contacts, cases, agent days, customers and money.

    Args:
        scenario: from `load`.
        replication: its index; the same index gives the same customers and the same random numbers in every scenario.
        record: `full` keeps every contact, `kpis` only the daily sums; replaces `run.record`.

    Raises:
        ConfigError: an argument that is no such thing, or the queue grows without end; one line.
    """
    from sim.results.result import simulate as run

    return run(scenario, replication, record)


def compare(scenarios: "Sequence[Scenario]", *, jobs: int | None = None, progress: bool = False) -> "pd.DataFrame":
    """Run every scenario `run.replications` times and compare each with the first, on the same customers.

    Args:
        scenarios: the first is what the others are compared with.
        jobs: replications at a time; None for one per core.
        progress: show bars, where there is a terminal.

    Returns:
        A row per scenario and measure with `difference` and its 95 % interval `low`, `high`; see
        `sim.experiment.comparison.compare`.

    Raises:
        ConfigError: arguments of another type, scenarios that cannot be compared, or replications that failed; one line each.
    """
    from sim.experiment.comparison import compare as compare_scenarios

    return compare_scenarios(scenarios, jobs=jobs, progress=progress)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("contact-centre-simulator")
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
