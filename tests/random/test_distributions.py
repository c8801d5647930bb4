"""Duration distributions as text: what is understood, and the messages for mistakes."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.random.distributions import (
    EXACTLY,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    UNIFORM,
    DurationDistributionField,
    parse_distribution,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("exactly 100 s", "exactly 100 s"),
        ("Exponential MEAN 3 Min", "exponential mean 180 s"),
        ("exponential mean 180", "exponential mean 180 s"),
        ("exponential mean 180 sec", "exponential mean 180 s"),
        ("lognormal mean 300 s sigma 0.84", "lognormal mean 300 s sigma 0.84"),
        ("  gamma   mean 50s shape 2 ", "gamma mean 50 s shape 2"),
        ("gamma mean 50 s cv 0.5", "gamma mean 50 s shape 4"),
        ("uniform 10 to 20", "uniform 10 s to 20 s"),
        ("uniform 1 h to 2 days", "uniform 3600 s to 172800 s"),
        ("exactly 1 day", "exactly 86400 s"),
        ("exactly 1.5 weeks", "exactly 907200 s"),
        ("3 % exactly 0 s+97% never", "3 % exactly 0 s + 97 % never"),
        ("0.22 exactly 0 + 0.78 exponential mean 1e2 s", "22 % exactly 0 s + 78 % exponential mean 100 s"),
        ("never", "never"),
        ("100 % never", "never"),
        (100, "exactly 100 s"),
        (2.5, "exactly 2.5 s"),
        (math.inf, "never"),
        ("90", "exactly 90 s"),
        ("3 min", "exactly 180 s"),
    ],
)
def test_a_distribution_is_parsed_and_written_in_normal_form(value: object, text: str) -> None:
    distribution = parse_distribution(value)
    assert distribution.text == str(distribution) == text
    assert parse_distribution(text) == distribution
    assert parse_distribution(distribution) is distribution
    assert hash(distribution) == hash(parse_distribution(text))


def test_the_rows_of_each_distribution() -> None:
    """(code, p1, p2, p3, from_weight, to_weight), as `chance.draw` reads them."""
    assert parse_distribution("exactly 4 s").rows == ((EXACTLY, 4, 0, 0, 0, 1),)
    assert parse_distribution("never").rows == ((EXACTLY, math.inf, 0, 0, 0, 1),)
    assert parse_distribution("exponential mean 5 s").rows == ((EXPONENTIAL, 5, 0, 0, 0, 1),)
    assert parse_distribution("lognormal mean 5 s cv 1").rows == (
        (LOGNORMAL, 5, math.sqrt(math.log(2)), pytest.approx(math.log(5 / math.sqrt(2))), 0, 1),
    )
    assert parse_distribution("gamma mean 5 s shape 3").rows == ((GAMMA, 5, 3, 0, 0, 1),)
    assert parse_distribution("uniform 5 s to 7 s").rows == ((UNIFORM, 5, 7, 0, 0, 1),)
    mixture = parse_distribution("25 % never + 25 % exactly 1 s + 50 % exponential mean 2 s")
    assert mixture.rows == (
        (EXACTLY, math.inf, 0, 0, 0, 0.25),
        (EXACTLY, 1, 0, 0, 0.25, 0.5),
        (EXPONENTIAL, 2, 0, 0, 0.5, 1),
    )


def test_weights_that_miss_one_by_a_rounding_end_at_exactly_one() -> None:
    distribution = parse_distribution("33.3333333333 % never + 33.3333333333 % exactly 1 s + 33.3333333333 % exactly 2 s")
    assert distribution.rows[-1][5] == 1.0
    assert distribution.rows[0][5] == pytest.approx(1 / 3, rel=1e-15)


def test_means() -> None:
    assert parse_distribution("uniform 10 s to 20 s").mean_s == 15
    assert parse_distribution(
        "3 % exactly 0 s + 22 % exponential mean 70 s + 75 % gamma mean 1400 s cv 2"
    ).mean_s == pytest.approx(1065.4)
    assert parse_distribution("1 % never + 99 % exactly 1 s").mean_s == math.inf
    assert parse_distribution("0 % never + 100 % exactly 1 s").mean_s == 1


seconds = st.floats(1e-6, 1e5)       # 1e5 days are within the thousand years that a duration may last
parts = st.one_of(
    st.just("never"),
    st.builds("exactly {} s".format, seconds),
    st.builds("exponential mean {} min".format, seconds),
    st.builds("lognormal mean {} h sigma {}".format, seconds, st.floats(0, 10)),
    st.builds("lognormal mean {} cv {}".format, seconds, st.floats(0, 5)),
    st.builds("gamma mean {} days cv {}".format, seconds, st.floats(0.02, 9)),
    st.builds(lambda a, b: f"uniform {min(a, b)} to {max(a, b)}", seconds, seconds),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any distribution that can be written."""
    chosen = draw(st.lists(parts, min_size=1, max_size=4))
    if len(chosen) == 1:
        return str(chosen[0])
    weights = draw(st.lists(st.integers(0, 1000), min_size=len(chosen), max_size=len(chosen)).filter(any))
    return " + ".join(
        f"{weight / sum(weights)!r} {part}" for weight, part in zip(weights, chosen, strict=True)
    )


@settings(derandomize=True, deadline=None, max_examples=300)
@given(texts())
def test_what_is_written_reads_back_the_same(text: str) -> None:
    distribution = parse_distribution(text)
    assert parse_distribution(distribution.text) == distribution
    starts, ends = [row[4] for row in distribution.rows], [row[5] for row in distribution.rows]
    assert starts == [0.0, *ends[:-1]]
    assert ends[-1] == 1.0
    assert sorted(ends) == ends


KNOWN = ("Known: exactly, exponential, lognormal, gamma, uniform, weibull, erlang, hyperexponential, loglogistic, triangular, "
         "normal, beta, empirical, never, shorter, longer.")
UNITS = "Known: s, min, h, days, weeks."
MALFORMED = {  # … stands for the whole text
    "": "the distribution is empty: write for example `exponential mean 180 s`.",
    "exponetial mean 180 s": f"'exponetial' is no known distribution. Did you mean `exponential`? {KNOWN}",
    "5 % poisson mean 3 s + 95 % never": f"'poisson' is no known distribution. {KNOWN}",
    "exponential 180 s": "'…': after 'exponential' 'mean' is expected, not '180'.",
    "exponential mean": "'…': after 'mean' a mean duration is expected, but the text ends.",
    "exactly 180 sek": f"'…': 'sek' is no known unit. Did you mean `sec`? {UNITS}",
    "exponential mean -5 s": "'exponential mean - 5 s': a mean duration is never below zero (-5).",
    "gamma mean 0 s cv 1": "'…': the mean must be above zero; no time at all is `exactly 0 s`.",
    "exactly 180 s 5": "'…': '5' is too much; the distribution ends before it ('+' joins two).",
    "exponential mean 1e400 s": "'…': 1e400 is too large for a mean duration.",
    "exactly 1e308 weeks": "'…': longer than 1000 years; write `never` if it never ends.",
    "exponential mean 1e30 s": "'…': longer than 1000 years; write `never` if it never ends.",
    "uniform 1 to 31536000001": "'…': longer than 1000 years; write `never` if it never ends.",
    "lognormal mean 300 s sigma 0,84": "'0,84' has a comma: write 0.84 with a point.",
    "lognormal mean 300 s": "'…': after 's' 'sigma' or 'cv' is expected, but the text ends.",
    "lognormal mean 3 s sigma": "'…': after 'sigma' a number for sigma is expected, but the text ends.",
    "lognormal mean 3 s sigma 84": "'…': sigma, the spread of the logarithm, must lie in [0, 10].",
    "gamma mean 5 s shape 0": "'…': shape must lie in [0.01, 10000].",
    "gamma mean 5 s cv 0": "'…': cv must lie in [0.01, 10].",
    "uniform 10 to 20 min": "'…': give both ends a unit, or neither (then they are seconds).",
    "uniform 20 s to 10 s": "'…': the longest duration is shorter than the shortest.",
    "uniform 10 20": "'…': after '10' 'to' is expected, not '20'.",
    "30 % never + 60 % exactly 5 s": "the weights sum to 90 %, not to 100 %: '30 % never + 60 % exactly 5 s'.",
    "never + exactly 5 s": "'never': a part of a mixture needs its weight, such as `25 % never`.",
    "30 never + 70 exactly 5 s": "'30 never': the weight 30 is above 1; write 30 % if that is meant.",
    "130 % never": "'…': the weight 130 % lies beyond 100 %.",
    "-30 % never + 130 % exactly 1 s": "'- 30 % never': a weight is never below zero (-30).",
    "30 %": f"a distribution is missing after '30 %'. {KNOWN}",
    "100 % exactly 5 s +": f"a distribution is missing beside the '+'. {KNOWN}",
    "exactly ² s": "'…': after 'exactly' a duration is expected, not '²'.",
    "-5 s": "'- 5 s': a duration is never below zero (-5).",
    -3: "-3 s: a duration is zero or more.",
    math.nan: "nan s: a duration is zero or more.",
    True: "True is no distribution of durations: write seconds, or `exponential mean 180 s`.",
    None: "None is no distribution of durations: write seconds, or `exponential mean 180 s`.",
}


@pytest.mark.parametrize(("value", "told"), MALFORMED.items(), ids=str)
def test_an_error_is_reported_in_one_line(value: object, told: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(told.replace("…", str(value))) + "$"):
        parse_distribution(value)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text(alphabet=" +%-.,:0123456789eseminxpolgtacvu()", max_size=40) | st.text(max_size=20))
def test_any_text_gives_a_distribution_or_one_line(text: str) -> None:
    told = ""
    try:
        parse_distribution(text)
    except ValueError as error:
        told = str(error)
    assert "could not convert" not in told
    assert len(told.splitlines()) < 2


class Talk(BaseModel):
    """A parameter model with a distribution."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    talk_distribution: DurationDistributionField


def test_a_params_model_reads_a_distribution_and_writes_its_text() -> None:
    talk = Talk.model_validate({"talk_distribution": "3 % never + 97 % exponential mean 3 min"})
    assert talk.talk_distribution == parse_distribution("3 % never + 97 % exponential mean 180 s")
    assert talk.model_dump(mode="json") == {"talk_distribution": "3 % never + 97 % exponential mean 180 s"}
    assert Talk.model_validate(talk.model_dump()) == talk
    assert hash(talk) == hash(Talk(talk_distribution=talk.talk_distribution))
    assert Talk.model_json_schema()["properties"]["talk_distribution"]["type"] == ["string", "number"]
    with pytest.raises(ValidationError, match="Did you mean `exponential`"):
        Talk.model_validate({"talk_distribution": "exponental mean 3 min"})
