"""A plug-in's distribution is written, checked and drawn like ours."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import sim
from sim.random.distributions import NotADistribution, parse_distribution
from sim.random.sampling import draw, table

Use = Callable[..., None]
GRID = [2.0**-53, 1e-12, 1e-6, 0.001, 0.2, 0.4999999, 0.5, 0.5000001, 0.9, 0.999, 1.0 - 1e-9, 1.0 - 2.0**-53]


class Weibull(sim.Quantities):
    mean_s: float = sim.quantity("s", "mean", 0.001, 1e9)
    shape: float = sim.quantity("", "shape", 0.1, 100)


def quantile(own: Any, u: float) -> float:
    return own.mean_s / math.gamma(1.0 + 1.0 / own.shape) * (-math.log1p(-u)) ** (1.0 / own.shape)


def mean(own: Any) -> float:
    return float(own.mean_s)


def higher_mean(own: Any) -> float:
    return 1.002 * float(own.mean_s)


def divided_by_zero(own: Any, u: float) -> float:
    return u / 0.0


WEIBULL = sim.Distribution("stretched", "a test", Weibull, quantile, mean)


def test_text_is_read_and_written(use: Use) -> None:
    use(WEIBULL)
    found = parse_distribution("20 % exactly 5 s + 80 % Stretched mean 5 min shape 1.5")
    assert found.text == "20 % exactly 5 s + 80 % stretched mean 300 s shape 1.5"
    assert parse_distribution(found.text) == found
    assert found.mean_s == pytest.approx(241.0)


@pytest.mark.parametrize(("text", "line"), [
    ("stretched mean 5 min shap 1.5", "'stretched mean 5 min shap 1.5': after 'min' 'shape' is expected, not 'shap'."),
    ("stretche mean 5 min shape 1.5",
     "'stretche' is no known distribution. Did you mean `stretched`? Known: exactly, exponential, lognormal, gamma, uniform, "
     "weibull, erlang, hyperexponential, loglogistic, triangular, normal, beta, empirical, never, shorter, longer, stretched."),
    ("stretched mean 5 min shape 1000", "'stretched mean 5 min shape 1000': shape: Input should be less than or equal to 100."),
    ("stretched mean 5 days", "'stretched mean 5 days': after 'days' 'shape' is expected, but the text ends."),
    ("stretched mean 5 s shape 2 s",
     "'stretched mean 5 s shape 2 s': 's' is too much; the distribution ends before it ('+' joins two)."),
    ("stretched mean 5 s shape 1 + exactly 3 s", "'stretched mean 5 s shape 1': a part of a mixture needs its weight, such as "
                                                "`25 % stretched mean 5 s shape 1`."),
])
def test_a_mistake_is_named(use: Use, text: str, line: str) -> None:
    use(WEIBULL)
    with pytest.raises(NotADistribution) as error:
        parse_distribution(text)
    assert str(error.value) == line


@pytest.mark.parametrize(("wrong", "line"), [
    (sim.Distribution("odd", "a test", Weibull, lambda own, u: 1.0 - u, lambda own: 0.5), "odd: its quantiles decrease."),
    (sim.Distribution("odd", "a test", Weibull, lambda own, u: u - 0.1, mean), "odd: a quantile is negative or not finite."),
    (sim.Distribution("odd", "a test", Weibull, divided_by_zero, mean),
     "odd: its function fails: ZeroDivisionError: float division by zero "
     f"(test_distribution.py, line {divided_by_zero.__code__.co_firstlineno + 1})"),
    (sim.Distribution("odd", "a test", Weibull, quantile, higher_mean),
     "odd: the mean of its quantiles is 5.00001 s, the declared mean 5.01 s; they may differ by 0.1 %."),
])
def test_a_wrong_distribution_is_refused(use: Use, wrong: sim.Distribution, line: str) -> None:
    use(wrong)
    with pytest.raises(NotADistribution) as error:
        parse_distribution("odd mean 5 s shape 1.5")
    assert str(error.value) == f"'odd mean 5 s shape 1.5': {line}"


@pytest.mark.parametrize("shape", [0.5, 1.0, 3.0])
def test_draws_are_its_quantiles(use: Use, shape: float) -> None:
    """In both tails and around the median; between two others that have tables of their own."""
    use(WEIBULL)
    own = Weibull(mean_s=300.0, shape=shape)
    rows, first = table([parse_distribution(text) for text in (
        "gamma mean 5 s shape 2", f"stretched mean 5 min shape {shape}", "stretched mean 9 s shape 2", "gamma mean 7 s shape 3")])
    assert [draw(rows, int(first[1]), u) for u in GRID] == pytest.approx([quantile(own, u) for u in GRID], rel=2e-4)
    many = np.array([draw(rows, int(first[1]), (i + 0.5) / 20_000) for i in range(20_000)])
    assert many.mean() == pytest.approx(300.0, rel=0.005)
    assert (np.diff(many) > 0.0).all()


def test_a_part_of_a_mixture_has_its_share(use: Use) -> None:
    use(WEIBULL)
    rows, first = table([parse_distribution("25 % exactly 1 s + 75 % stretched mean 60 s shape 1")])
    draws = [draw(rows, int(first[0]), u) for u in (0.1, 0.2499, 0.25 + 0.75 * 0.5, 0.25 + 0.75 * 0.9)]
    assert draws == pytest.approx([1.0, 1.0, 60.0 * math.log(2.0), 60.0 * math.log(10.0)], rel=1e-4)
