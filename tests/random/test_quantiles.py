"""Quantile functions against SciPy's, with one uniform per variate."""

import math

import numpy as np
import pytest
from scipy import special, stats

from sim.random.distributions import parse_distribution
from sim.random.philox import uniforms
from sim.random.quantiles import exponential, gamma, gamma_by_pieces, gamma_pieces, lognormal, normal, uniform_between
from sim.random.sampling import draw, table

TAIL = 10.0 ** -np.arange(1, 13)
U = [
    float(u) for u in np.concatenate([TAIL, 1 - TAIL, np.linspace(0.01, 0.99, 197), [2.0**-53, 1 - 2.0**-53]])
]


def drawn(text: str, u: float) -> float:
    """Value of a duration distribution at a uniform [s]."""
    rows, first = table([parse_distribution(text)])
    return draw(rows, int(first[0]), u)


def test_normal_to_full_double_accuracy() -> None:
    for u in U:
        assert normal(u) == pytest.approx(special.ndtri(u), rel=2e-15, abs=1e-16)


def test_exponential_lognormal_and_uniform() -> None:
    for u in U:
        assert exponential(180.0, u) == pytest.approx(-180.0 * math.log1p(-u), rel=1e-15)
        mu = math.log(300.0) - 0.84**2 / 2
        assert lognormal(mu, 0.84, u) == pytest.approx(math.exp(mu + 0.84 * special.ndtri(u)), rel=1e-13)
        assert uniform_between(10.0, 20.0, u) == pytest.approx(10.0 + 10.0 * u, rel=1e-15)


SHAPES = [0.01, 0.1, 0.3, 0.5, 0.7, 1, 1.5, 2, 5, 10, 30, 100, 316, 1000, 10_000]


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma_to_ten_digits(shape: float) -> None:
    for u in U:
        known = special.gammaincinv(shape, u) if u < 0.5 else special.gammainccinv(shape, 1 - u)
        assert gamma(50.0, shape, math.lgamma(shape), u) == pytest.approx(
            50.0 / shape * known, rel=1e-10, abs=1e-300
        )


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma_by_pieces_to_nine_digits(shape: float) -> None:
    """At uniforms of every size, hence everywhere between knots: SciPy's value, and our own exact one."""
    pieces = gamma_pieces(shape)
    small = 10.0 ** np.linspace(math.log10(2.0**-53), math.log10(0.5), 3001)
    for u in [*U, *small.tolist(), *(1.0 - small).tolist()]:
        known = special.gammaincinv(shape, u) if u < 0.5 else special.gammainccinv(shape, 1 - u)
        ours = gamma_by_pieces(50.0 / shape, pieces, 0, u)
        assert ours == pytest.approx(50.0 / shape * known, rel=1e-9, abs=1e-300)
        assert ours == pytest.approx(gamma(50.0, shape, math.lgamma(shape), u), rel=1e-9, abs=1e-300)


def test_the_pieces_of_a_shape_are_made_once_and_stay() -> None:
    assert gamma_pieces(2.0) is gamma_pieces(2.0)
    with pytest.raises(ValueError, match="read-only"):
        gamma_pieces(2.0)[0, 0] = 0.0


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("exponential mean 3 min", stats.expon(scale=180)),
        ("lognormal mean 300 s sigma 0.84", stats.lognorm(0.84, scale=300 * math.exp(-(0.84**2) / 2))),
        (
            "lognormal mean 300 s cv 1.5",
            stats.lognorm(math.sqrt(math.log(3.25)), scale=300 / math.sqrt(3.25)),
        ),
        ("gamma mean 50 s shape 2", stats.gamma(2, scale=25)),
        ("gamma mean 50 s cv 2", stats.gamma(0.25, scale=200)),
        ("uniform 10 s to 20 s", stats.uniform(10, 10)),
    ],
)
def test_a_distribution_of_one_component_has_scipys_quantiles(text: str, known: stats.rv_continuous) -> None:
    for u in U:
        quantile = known.ppf(u) if u < 0.5 else known.isf(1 - u)
        assert drawn(text, u) == pytest.approx(quantile, rel=1e-9 if "gamma" in text else 1e-10)


def test_a_distribution_of_one_component_uses_the_uniform_unchanged() -> None:
    for u in [*U, 1e-300]:
        assert drawn("exponential mean 180 s", u) == exponential(180.0, u)


def test_a_mixture_gives_each_component_its_share_of_the_uniform() -> None:
    text = "25 % uniform 0 s to 100 s + 25 % uniform 100 s to 200 s + 50 % never"
    assert [drawn(text, u) for u in (0.0625, 0.125, 0.1875)] == pytest.approx([25, 50, 75])
    assert [drawn(text, u) for u in (0.3125, 0.375, 0.4375)] == pytest.approx([125, 150, 175])
    assert [drawn(text, u) for u in (0.5, 0.9, 1 - 2.0**-53)] == [math.inf] * 3
    assert drawn(text, 0.25) == pytest.approx(100)
    assert drawn("50 % exactly 1 s + 50 % exponential mean 1e10 s", 0.5) > 1e-7, (
        "the part's own uniform is above 0"
    )
    assert drawn("50 % exponential mean 1 s + 50 % exactly 1 s", np.nextafter(0.5, 0)) < math.inf, (
        "and below 1"
    )


def test_a_component_of_weight_zero_is_never_drawn() -> None:
    text = "0 % never + 100 % exactly 5 s + 0 % never"
    assert {drawn(text, u) for u in U} == {5.0}


DISTRIBUTIONS = [
    "exactly 100 s",
    "exponential mean 180 s",
    "lognormal mean 300 s sigma 0.84",
    "gamma mean 50 s shape 0.3",
    "gamma mean 50 s shape 2",
    "uniform 10 s to 20 s",
    "3 % exactly 0 s + 22 % exponential mean 70 s + 75 % exponential mean 1400 s",
    "0.6 lognormal mean 2 min cv 1 + 0.4 gamma mean 1 h shape 3",
]


@pytest.mark.parametrize("text", DISTRIBUTIONS)
def test_the_sample_mean_is_the_distributions_mean(text: str) -> None:
    distribution = parse_distribution(text)
    rows, first = table([distribution])
    sample = np.array([draw(rows, int(first[0]), u) for u in uniforms(11, 5, np.arange(40_000))])
    error = sample.std(ddof=1) / math.sqrt(sample.size)
    assert error < 0.015 * distribution.mean_s, "too few draws to see a mistake of some per cent"
    assert abs(sample.mean() - distribution.mean_s) <= 4 * error


@pytest.mark.parametrize("text", [text for text in DISTRIBUTIONS if "+" not in text and "exactly" not in text])
def test_a_larger_uniform_makes_a_longer_time(text: str) -> None:
    values = [drawn(text, u) for u in sorted(U)]
    assert all(np.diff(values) >= 0)


def test_each_distribution_of_a_table_is_at_its_first_row() -> None:
    distributions = [parse_distribution(text) for text in DISTRIBUTIONS]
    rows, first = table(distributions)
    n_pieces = len(gamma_pieces(2.0))
    assert rows.shape == (len(DISTRIBUTIONS) + 3 + 3 * n_pieces, 6), "three shapes of gamma law"
    assert table(distributions + distributions)[0].shape == (2 * (len(DISTRIBUTIONS) + 3) + 3 * n_pieces, 6), "the same three"
    assert first.dtype == np.int64
    for distribution, start in zip(distributions, first, strict=True):
        alone, _ = table([distribution])
        assert [draw(rows, int(start), u) for u in U] == [draw(alone, 0, u) for u in U]
    assert table([])[0].shape == (0, 6)
