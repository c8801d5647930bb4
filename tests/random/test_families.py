"""Each distribution has the quantiles of its formula; truncated, shifted and combined ones obey their laws."""

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special

from sim.random.distributions import EXACTLY, EXPONENTIAL, GAMMA, UNIFORM, NotADistribution, parse_distribution
from sim.random.sampling import draw, table

GRID = [2.0**-53, 1e-9, 1e-4, 0.01, 0.2, 0.4999999, 0.5, 0.5000001, 0.8, 0.99, 1.0 - 1e-6, 1.0 - 2.0**-50]


def drawn(text: str, shares: list[float] = GRID) -> list[float]:
    rows, first = table([parse_distribution(text)])
    return [draw(rows, int(first[0]), u) for u in shares]


def near(values: list[float]) -> object:
    """Within the table's interpolation: a step of 1/64 octave."""
    return pytest.approx(values, rel=1e-4, abs=1e-9)


@pytest.mark.parametrize(("text", "normal"), [
    ("Weibull mean 3 min shape 1.5", "weibull mean 180 s shape 1.5"),
    ("erlang mean 5 min phases 3", "gamma mean 300 s shape 3"),
    ("hyperexponential mean 300 cv 1.5", "hyperexponential mean 300 s cv 1.5"),
    ("loglogistic mean 300 shape 2", "loglogistic mean 300 s shape 2"),
    ("triangular 3 min to 15 min mode 8 min", "triangular 180 s to 900 s mode 480 s"),
    ("triangular 3 to 15 mode 8", "triangular 3 s to 15 s mode 8 s"),
    ("normal mean 300 sd 60", "normal mean 300 s sd 60 s"),
    ("beta 60 to 600 shapes 2 and 5", "beta 60 s to 600 s shapes 2 and 5"),
    ("empirical 0 % 10 50% 1 min 100 % 5 min", "empirical 0 % 10 s 50 % 60 s 100 % 300 s"),
    ("exponential mean 3 min plus 1 min", "exponential mean 180 s plus 60 s"),
    ("3 min plus 1 min", "exactly 180 s plus 60 s"),
    ("lognormal mean 300 cv 1 between 30 and 20 min",
     f"lognormal mean 300 s sigma {math.sqrt(math.log(2))!r} between 30 s and 1200 s"),
    ("exponential mean 60 above 10 plus 5 below 100", "exponential mean 60 s above 10 s plus 5 s below 100 s"),
    ("shorter of exponential mean 60 and exactly 5 min", "shorter of exponential mean 60 s and exactly 300 s"),
    ("(longer of exponential mean 60 and uniform 5 to 7) plus 1",
     "(longer of exponential mean 60 s and uniform 5 s to 7 s) plus 1 s"),
    ("50 % (20 % exactly 1 + 80 % never) below 9 + 0.5 exactly 3",
     "50 % (20 % exactly 1 s + 80 % never) below 9 s + 50 % exactly 3 s"),
    ("(((exactly 3 s)))", "(((exactly 3 s)))"),
])
def test_texts_are_read_and_written(text: str, normal: str) -> None:
    found = parse_distribution(text)
    assert found.text == normal
    assert parse_distribution(normal) == found


def hyperexponential(u: float) -> float:
    """The quantile of its distribution function, by bisection: mean 100 s, cv 2."""
    p = 0.5 * (1 + math.sqrt(3 / 5))
    low, high = 0.0, 1e5
    for _ in range(200):
        x = 0.5 * (low + high)
        low, high = (x, high) if 1 - p * math.exp(-x * 2 * p / 100) - (1 - p) * math.exp(-x * 2 * (1 - p) / 100) < u else (low, x)
    return high


def triangular(u: float) -> float:
    return 180 + math.sqrt(u * 720 * 300) if u < 300 / 720 else 900 - math.sqrt((1 - u) * 720 * 420)


FORMULAS: dict[str, Callable[[float], float]] = {
    "weibull mean 180 s shape 1.5": lambda u: 180 / math.gamma(1 + 1 / 1.5) * (-math.log1p(-u)) ** (1 / 1.5),
    "weibull mean 180 s shape 0.5": lambda u: 90 * math.log1p(-u) ** 2,
    "loglogistic mean 300 s shape 2": lambda u: 600 / math.pi * math.sqrt(u / (1 - u)),
    "triangular 180 s to 900 s mode 480 s": triangular,
    "normal mean 300 s sd 200 s":
        lambda u: NormalDist(300, 200).inv_cdf(NormalDist(300, 200).cdf(0) + u * (1 - NormalDist(300, 200).cdf(0))),
    "beta 60 s to 600 s shapes 2 and 5": lambda u: 60 + 540 * float(special.betaincinv(2, 5, u)),
    "erlang mean 300 s phases 3": lambda u: 100 * float(special.gammaincinv(3, u)),
    "exponential mean 180 s plus 60 s": lambda u: 60 - 180 * math.log1p(-u),
    "exponential mean 180 s above 60 s": lambda u: 60 - 180 * math.log1p(-u),           # it has no memory
    "exponential mean 180 s below 180 s": lambda u: -180 * math.log1p(-u * (1 - math.exp(-1))),
    "uniform 10 s to 50 s between 20 s and 30 s": lambda u: 20 + 10 * u,
    "shorter of exponential mean 60 s and exponential mean 30 s": lambda u: -20 * math.log1p(-u),      # the rates add
    "longer of exponential mean 60 s and exponential mean 60 s": lambda u: -60 * math.log1p(-math.sqrt(u)),
    "longer of uniform 0 s to 60 s and uniform 0 s to 60 s": lambda u: 60 * math.sqrt(u),
    "shorter of weibull mean 60 s shape 2 and weibull mean 60 s shape 2":
        lambda u: 60 / math.gamma(1.5) * math.sqrt(-math.log1p(-u) / 2),
    "empirical 0 % 10 s 50 % 60 s 100 % 300 s": lambda u: 10 + 100 * u if u < 0.5 else 60 + 480 * (u - 0.5),
}


@pytest.mark.parametrize("text", FORMULAS)
def test_quantiles_are_those_of_the_formula(text: str) -> None:
    shares = [u for u in GRID if u < 1.0 - 1e-7]     # nearer to one, the formulas lose digits
    assert drawn(text, shares) == near([FORMULAS[text](u) for u in shares])


def test_the_far_tail_keeps_its_digits() -> None:
    assert drawn("weibull mean 90 s shape 0.5", [1.0 - 2.0**-50]) == near([45 * (50 * math.log(2)) ** 2])
    assert drawn("shorter of exponential mean 60 s and exponential mean 30 s", [1.0 - 2.0**-50]) == near([20 * 50 * math.log(2)])
    assert drawn("exponential mean 180 s above 60 s", [1.0 - 2.0**-50]) == near([60 + 180 * 50 * math.log(2)])


def test_a_hyperexponential_distribution_has_two_phases_of_equal_share_in_the_mean() -> None:
    found = parse_distribution("hyperexponential mean 100 s cv 2")
    (_, fast_s, _, _, _, p), (_, slow_s, *_) = found.rows
    assert p * fast_s == pytest.approx((1 - p) * slow_s) == pytest.approx(50)
    second_moment = 2 * (p * fast_s**2 + (1 - p) * slow_s**2)
    assert math.sqrt(second_moment / 100**2 - 1) == pytest.approx(2)
    by_share = sorted(u for u in np.linspace(0.001, 0.999, 999))
    from_rows = np.sort(drawn("hyperexponential mean 100 s cv 2", by_share))
    assert np.mean(from_rows) == pytest.approx(np.mean([hyperexponential(u) for u in by_share]), rel=0.01)


def test_the_rows() -> None:
    """Instants with a probability of their own stay apart."""
    assert parse_distribution("erlang mean 300 s phases 3").rows == ((GAMMA, 300, 3, 0, 0, 1),)
    assert parse_distribution("empirical 0 % 10 s 50 % 10 s 100 % 30 s").rows == (
        (EXACTLY, 10, 0, 0, 0, 0.5), (UNIFORM, 10, 30, 0, 0.5, 1))
    assert parse_distribution("(20 % exactly 1 s + 30 % exactly 5 s + 50 % never) below 9 s plus 1 s").rows == (
        (EXACTLY, 2, 0, 0, 0, pytest.approx(0.4)), (EXACTLY, 6, 0, 0, pytest.approx(0.4), 1))
    cut = parse_distribution("shorter of exponential mean 60 s and exactly 60 s").rows
    assert [row[0] for row in cut] == [5, EXACTLY]
    assert cut[0][5] == pytest.approx(1 - math.exp(-1), rel=1e-12)
    assert parse_distribution("shorter of never and exponential mean 60 s").mean_s == pytest.approx(60, rel=1e-4)
    assert parse_distribution("longer of never and exactly 60 s").text == "longer of never and exactly 60 s"
    assert parse_distribution("longer of never and exponential mean 60 s").mean_s == math.inf
    assert parse_distribution("50 % (50 % exactly 1 s + 50 % exponential mean 2 s) + 50 % never").rows == (
        (EXACTLY, 1, 0, 0, 0, 0.25), (EXPONENTIAL, 2, 0, 0, 0.25, 0.5), (EXACTLY, math.inf, 0, 0, 0.5, 1))


@pytest.mark.parametrize(("text", "mean_s"), [
    ("weibull mean 180 s shape 0.5", 180), ("loglogistic mean 300 s shape 3", 300), ("erlang mean 300 s phases 7", 300),
    ("hyperexponential mean 300 s cv 5", 300), ("triangular 3 min to 15 min mode 9 min", 540),
    ("beta 0 s to 70 s shapes 2 and 5", 20),
    ("empirical 0 % 10 s 50 % 60 s 100 % 300 s", (35 + 180) / 2), ("exponential mean 180 s above 60 s", 240),
    ("shorter of exponential mean 60 s and exactly 60 s", 60 * (1 - math.exp(-1))),
    ("longer of exponential mean 60 s and exponential mean 60 s", 90),
    ("normal mean 0.001 s sd 100 s", 100 * math.sqrt(2 / math.pi)),
])
def test_means(text: str, mean_s: float) -> None:
    found = parse_distribution(text)
    assert found.mean_s == pytest.approx(mean_s, rel=1e-3)
    assert np.mean(drawn(text, ((np.arange(20_000) + 0.5) / 20_000).tolist())) == pytest.approx(mean_s, rel=0.02)


MISTAKES = {
    "weibull mean 5 s": "'weibull mean 5 s': after 's' 'shape' is expected, but the text ends.",
    "weibull mean 5 s shape 0.1": "'weibull mean 5 s shape 0.1': shape must lie in [0.2, 100].",
    "erlang mean 5 s phases 2.5": "'erlang mean 5 s phases 2.5': phases must be a whole number.",
    "erlang mean 5 s phases 0": "'erlang mean 5 s phases 0': phases must lie in [1, 10000].",
    "hyperexponential mean 5 s cv 0.9": "'hyperexponential mean 5 s cv 0.9': cv must lie in [1, 100].",
    "loglogistic mean 5 s shape 1": "'loglogistic mean 5 s shape 1': shape must lie in [1.25, 100].",
    "triangular 1 s to 3 s mode 4 s":
        "'triangular 1 s to 3 s mode 4 s': the mode must lie between the ends, and these must differ.",
    "triangular 3 s to 3 s mode 3 s":
        "'triangular 3 s to 3 s mode 3 s': the mode must lie between the ends, and these must differ.",
    "normal mean 300 s sd 0 s": "'normal mean 300 s sd 0 s': sd must be above zero.",
    "beta 3 s to 3 s shapes 1 and 1": "'beta 3 s to 3 s shapes 1 and 1': the ends must differ.",
    "beta 3 s to 4 s shapes 1": "'beta 3 s to 4 s shapes 1': after '1' 'and' is expected, but the text ends.",
    "empirical 10 % 3 s 100 % 4 s": "'empirical 10 % 3 s 100 % 4 s': quantiles begin at 0 % and end at 100 %: write for example "
                                    "`empirical 0 % 30 s 50 % 180 s 100 % 900 s`.",
    "empirical 0 % 3 s 50 % 2 s 100 % 4 s":
        "'empirical 0 % 3 s 50 % 2 s 100 % 4 s': percentages must increase, and durations may not decrease.",
    "exactly 5 s between 6 s and 7 s": "nothing of the distribution lies between 6 s and 7 s.",
    "exponential mean 1 s above 1000 years":
        "'exponential mean 1 s above 1000 years': 'years' is no known unit. Known: s, min, h, days, weeks.",
    "exponential mean 1 s above 1 h": "nothing of the distribution lies above 3600 s.",
    "uniform 1 s to 9 s between 8 s and 7 s":
        "'uniform 1 s to 9 s between 8 s and 7 s': the longest duration is shorter than the shortest.",
    "exactly 52000 weeks plus 500 weeks": "a duration longer than 1000 years; write `never` if it never ends.",
    "shorter of exactly 3 s": "'shorter of exactly 3 s': after 's' 'and' is expected, but the text ends.",
    "shorter exactly 3 s": "'shorter exactly 3 s': after 'shorter' 'of' is expected, not 'exactly'.",
    "(exactly 3 s": "'( exactly 3 s': a bracket is not closed.",
    "exactly 3 s)": "'exactly 3 s )': ')' is too much; the distribution ends before it ('+' joins two).",
    "()": "a distribution is missing beside the '+'.",
    "(30 % never + 60 % exactly 5 s) plus 1 s": "the weights sum to 90 %, not to 100 %: '30 % never + 60 % exactly 5 s'.",
    "(" * 9 + "never" + ")" * 9: "'( never )': at most 8 levels are possible.",
    "shorter of " * 9 + "never" + " and never" * 9: "at most 8 levels are possible.",
    "(" * 5_000: "a bracket is not closed.",
    "(" * 50_000: "a text of 50000 characters; a distribution has at most 10000.",
}


@pytest.mark.parametrize(("text", "line"), MISTAKES.items(), ids=[str(i) for i in range(len(MISTAKES))])
def test_a_mistake_is_named(text: str, line: str) -> None:
    with pytest.raises(NotADistribution) as error:
        parse_distribution(text)
    assert line in str(error.value)


def test_a_distribution_has_at_most_two_hundred_components() -> None:
    many = "empirical " + " ".join(f"{i} % {i} s" for i in range(101))
    assert len(parse_distribution(many).rows) == 100
    with pytest.raises(NotADistribution, match="the distribution has 10000 components; at most 200 are possible"):
        parse_distribution(f"shorter of {many} and {many}")
    with pytest.raises(NotADistribution, match="the distribution has 300 components"):
        parse_distribution(f"30 % {many} + 30 % {many} plus 1 s + 40 % {many}")


seconds = st.floats(1.0, 1e4)
SIMPLE = st.one_of(
    st.builds("exactly {} s".format, seconds), st.builds("exponential mean {} min".format, seconds),
    st.builds("erlang mean {} s phases {}".format, seconds, st.integers(1, 9)),
    st.builds("triangular {} to {} mode {}".format, st.floats(1, 3), st.floats(5, 9), st.floats(3, 5)))
NESTED = st.recursive(SIMPLE, lambda inner: st.one_of(
    st.builds("({}) plus {} s".format, inner, seconds), st.builds("({}) below 1e5 s".format, inner),
    st.builds("50 % ({}) + 50 % ({})".format, inner, inner).map("({})".format),
    st.builds("longer of {} and {}".format, inner, SIMPLE)), max_leaves=4)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(NESTED)
def test_any_nesting_reads_back_the_same_and_rises(text: str) -> None:
    try:
        found = parse_distribution(text)
    except NotADistribution as error:
        empty = str(error).startswith("nothing of the distribution")
        assume(not empty)
        raise
    assert parse_distribution(found.text) == found
    for code, *_ , start, to in found.rows:
        inside = [start + (to - start) * share for share in (0.001, 0.3, 0.5, 0.7, 0.999)]
        values = drawn(text, inside)
        assert values == sorted(values)
        assert code != EXACTLY or len(set(values)) == 1
