"""The known distributions of durations: how each is written, and the components that it has."""

import math
from collections.abc import Callable, Mapping
from itertools import pairwise

from pydantic import ValidationError

from sim.i18n.translate import message
from sim.plugins import Distribution, PluginError, registered
from sim.random.components import (
    EXACTLY,
    EXPONENTIAL,
    GAMMA,
    LOGNORMAL,
    TABULATED,
    UNIFORM,
    Part,
    number_text,
    tabulated,
    truncated,
)
from sim.random.tabulated import MAX_MEAN_ERROR, BadDistribution, quantile_table
from sim.random.tokens import NotADistribution, Reader, is_number

FORMS: Mapping[str, str] = {
    "exactly": "exactly 100 s",
    "exponential": "exponential mean 180 s",
    "lognormal": "lognormal mean 300 s sigma 0.84",
    "gamma": "gamma mean 50 s shape 2",
    "uniform": "uniform 10 s to 20 s",
    "weibull": "weibull mean 180 s shape 1.5",
    "erlang": "erlang mean 300 s phases 3",
    "hyperexponential": "hyperexponential mean 300 s cv 1.5",
    "loglogistic": "loglogistic mean 300 s shape 2.5",
    "triangular": "triangular 3 min to 15 min mode 8 min",
    "normal": "normal mean 300 s sd 60 s",
    "beta": "beta 1 min to 10 min shapes 2 and 5",
    "empirical": "empirical 0 % 30 s 50 % 180 s 100 % 900 s",
}
OPERATIONS: Mapping[str, str] = {
    "shorter": "shorter of exponential mean 180 s and exactly 300 s",
    "longer": "longer of exponential mean 180 s and exactly 60 s",
}
Read = tuple[str, list[Part]]      # normal form of the text, and the components
_DURATION = message("a duration")
_HIGHEST_SIGMA = 10.0
_LOWEST_SHAPE, _HIGHEST_SHAPE = 0.01, 10_000.0


def known_names() -> tuple[str, ...]:
    """The words that a distribution may begin with: names of ours, operations, and names of plug-ins."""
    ours = (*FORMS, "never", *OPERATIONS)
    outside = registered("distribution")
    for name in outside.keys() & {*ours}:
        raise PluginError(message("plug-in {name}: the simulator itself uses this name.", name=name))
    return (*ours, *outside)


def read(reader: Reader, name: str) -> Read:
    """The distribution of that name, whose parameters follow.

    Raises:
        NotADistribution: which word is not understood, and what is allowed there.
    """
    if name in _READ:
        return _READ[name](reader)
    return _read_outside(reader, registered("distribution")[name])


def _between(reader: Reader, name: str, value: float, lowest: float, highest: float) -> float:
    if not lowest <= value <= highest:
        raise NotADistribution(message("'{text}': {name} must lie in {range}.", text=reader.text, name=name,
                                       range=f"[{lowest:g}, {highest:g}]"))
    return value


def _number(reader: Reader, name: str, lowest: float, highest: float) -> float:
    """The word and a number within limits."""
    reader.word(name)
    return _between(reader, name, reader.number(message("a number for {name}", name=name)), lowest, highest)


def _mean_s(reader: Reader) -> float:
    reader.word("mean")
    mean_s, _ = reader.duration_s(message("a mean duration"))
    if mean_s <= 0.0:
        raise NotADistribution(message("'{text}': the mean must be above zero; no time at all is `exactly 0 s`.",
                                       text=reader.text))
    return mean_s


def _ends_s(reader: Reader) -> tuple[float, float]:
    """The shortest and the longest duration [s], as `10 s to 20 s`."""
    low_s, low_has_unit = reader.duration_s(message("the shortest duration"))
    reader.word("to")
    high_s, high_has_unit = reader.duration_s(message("the longest duration"))
    if low_has_unit != high_has_unit:
        raise NotADistribution(message("'{text}': give both ends a unit, or neither (then they are seconds).",
                                       text=reader.text))
    if high_s < low_s:
        raise NotADistribution(message("'{text}': the longest duration is shorter than the shortest.", text=reader.text))
    return low_s, high_s


def _read_exactly(reader: Reader) -> Read:
    value_s, _ = reader.duration_s(_DURATION)
    return f"exactly {number_text(value_s)} s", [Part(1.0, EXACTLY, value_s)]


def _read_exponential(reader: Reader) -> Read:
    mean_s = _mean_s(reader)
    return f"exponential mean {number_text(mean_s)} s", [Part(1.0, EXPONENTIAL, mean_s)]


def _read_lognormal(reader: Reader) -> Read:
    mean_s = _mean_s(reader)
    kind = reader.word("sigma", "cv")
    spread = reader.number(message("a number for {name}", name=kind))
    sigma = spread if kind == "sigma" else math.sqrt(math.log1p(spread * spread))
    if sigma > _HIGHEST_SIGMA:
        raise NotADistribution(message("'{text}': sigma, the spread of the logarithm, must lie in {range}.", text=reader.text,
                                       range=f"[0, {_HIGHEST_SIGMA:g}]"))
    return f"lognormal mean {number_text(mean_s)} s sigma {number_text(sigma)}", [Part(1.0, LOGNORMAL, mean_s, sigma)]


def _read_gamma(reader: Reader) -> Read:
    mean_s = _mean_s(reader)
    kind = reader.word("shape", "cv")
    given = reader.number(message("a number for {name}", name=kind))
    shape = given if kind == "shape" else 1.0 / given / given if given > 0.0 else math.inf
    if not _LOWEST_SHAPE <= shape <= _HIGHEST_SHAPE:
        _between(reader, kind, math.inf, *((_LOWEST_SHAPE, _HIGHEST_SHAPE) if kind == "shape" else (0.01, 10.0)))
    return _gamma(mean_s, shape)


def _gamma(mean_s: float, shape: float) -> Read:
    return f"gamma mean {number_text(mean_s)} s shape {number_text(shape)}", [Part(1.0, GAMMA, mean_s, shape)]


def _read_uniform(reader: Reader) -> Read:
    low_s, high_s = _ends_s(reader)
    return f"uniform {number_text(low_s)} s to {number_text(high_s)} s", [Part(1.0, UNIFORM, low_s, high_s)]


def _read_weibull(reader: Reader) -> Read:
    from sim.random.continuous import Family
    mean_s = _mean_s(reader)
    shape = _number(reader, "shape", 0.2, 100.0)
    part = tabulated(Family("weibull_min", (shape,), 0.0, mean_s / math.gamma(1.0 + 1.0 / shape)))
    return f"weibull mean {number_text(mean_s)} s shape {number_text(shape)}", [_checked(reader, part, mean_s)]


def _read_erlang(reader: Reader) -> Read:
    mean_s = _mean_s(reader)
    phases = _number(reader, "phases", 1.0, _HIGHEST_SHAPE)
    if phases != int(phases):
        raise NotADistribution(message("'{text}': {name} must be a whole number.", text=reader.text, name="phases"))
    return _gamma(mean_s, phases)


def _read_hyperexponential(reader: Reader) -> Read:
    """Two exponential phases that contribute equally to the mean ("balanced means", Tijms 2003, A First Course, appendix B)."""
    mean_s = _mean_s(reader)
    cv = _number(reader, "cv", 1.0, 100.0)
    first = 0.5 * (1.0 + math.sqrt((cv * cv - 1.0) / (cv * cv + 1.0)))
    return (f"hyperexponential mean {number_text(mean_s)} s cv {number_text(cv)}",
            [Part(share, EXPONENTIAL, mean_s / (2.0 * share)) for share in (first, 1.0 - first)])


def _read_loglogistic(reader: Reader) -> Read:
    from sim.random.continuous import Family
    mean_s = _mean_s(reader)
    shape = _number(reader, "shape", 1.25, 100.0)
    angle = math.pi / shape
    part = tabulated(Family("fisk", (shape,), 0.0, mean_s * math.sin(angle) / angle))
    return f"loglogistic mean {number_text(mean_s)} s shape {number_text(shape)}", [_checked(reader, part, mean_s)]


def _read_triangular(reader: Reader) -> Read:
    from sim.random.continuous import Family
    low_s, high_s = _ends_s(reader)
    reader.word("mode")
    mode_s, _ = reader.duration_s(message("the most frequent duration"))
    if not (low_s <= mode_s <= high_s and low_s < high_s):
        raise NotADistribution(message("'{text}': the mode must lie between the ends, and these must differ.", text=reader.text))
    width_s = high_s - low_s
    return (f"triangular {number_text(low_s)} s to {number_text(high_s)} s mode {number_text(mode_s)} s",
            [tabulated(Family("triang", ((mode_s - low_s) / width_s,), low_s, width_s))])


def _read_normal(reader: Reader) -> Read:
    """A normal distribution given that it is not below zero."""
    from sim.random.continuous import Family
    mean_s = _mean_s(reader)
    reader.word("sd")
    sd_s, _ = reader.duration_s(message("a standard deviation"))
    if sd_s <= 0.0:
        raise NotADistribution(message("'{text}': {name} must be above zero.", text=reader.text, name="sd"))
    whole = Part(1.0, TABULATED, mean_s, of=Family("norm", (), mean_s, sd_s))
    return f"normal mean {number_text(mean_s)} s sd {number_text(sd_s)} s", truncated([whole], 0.0, math.inf)


def _read_beta(reader: Reader) -> Read:
    from sim.random.continuous import Family
    low_s, high_s = _ends_s(reader)
    if low_s == high_s:
        raise NotADistribution(message("'{text}': the ends must differ.", text=reader.text))
    one = _number(reader, "shapes", 0.1, 1000.0)
    reader.word("and")
    other = _between(reader, "shapes", reader.number(message("a number for {name}", name="shapes")), 0.1, 1000.0)
    return (f"beta {number_text(low_s)} s to {number_text(high_s)} s shapes {number_text(one)} and {number_text(other)}",
            [tabulated(Family("beta", (one, other), low_s, high_s - low_s))])


def _read_empirical(reader: Reader) -> Read:
    """Quantiles, as `0 % 30 s 50 % 180 s 100 % 900 s`: durations between two of them are equally likely."""
    points: list[tuple[float, float]] = []
    while is_number(reader.peek()):
        percent = reader.number(message("a percentage"))
        reader.word("%")
        value_s, _ = reader.duration_s(_DURATION)
        points.append((percent, value_s))
    if len(points) < 2 or points[0][0] != 0.0 or points[-1][0] != 100.0:
        raise NotADistribution(message("'{text}': quantiles begin at 0 % and end at 100 %: write for example `{form}`.",
                                       text=reader.text, form=FORMS["empirical"]))
    if any(later[0] <= earlier[0] or later[1] < earlier[1] for earlier, later in pairwise(points)):
        raise NotADistribution(message("'{text}': percentages must increase, and durations may not decrease.", text=reader.text))
    text = " ".join(f"{number_text(percent)} % {number_text(value_s)} s" for percent, value_s in points)
    return f"empirical {text}", [Part((high - low) / 100.0, UNIFORM, from_s, to_s) if to_s > from_s
                                 else Part((high - low) / 100.0, EXACTLY, from_s)
                                 for (low, from_s), (high, to_s) in pairwise(points)]


def _checked(reader: Reader, part: Part, mean_s: float) -> Part:
    """The component, whose table must have the mean of the distribution [s]."""
    if not abs(part.p1 - mean_s) <= MAX_MEAN_ERROR * mean_s:
        raise NotADistribution(message("'{text}': its mean depends on values too rare to be drawn.", text=reader.text))
    return part


def _read_outside(reader: Reader, plugin: Distribution) -> Read:
    """A plug-in's distribution: each parameter's word and value, in the order of their declaration."""
    values: dict[str, float] = {}
    words = {field: field.removesuffix("_s") for field in plugin.parameters.model_fields}
    following = [*list(words.values())[1:], ""]
    text = plugin.name
    for (field, word), next_word in zip(words.items(), following, strict=True):
        reader.word(word)
        wanted = message("a number for {name}", name=word)
        values[field] = reader.duration_s(wanted, next_word)[0] if word != field else reader.number(wanted)
        text += f" {word} {number_text(values[field])}" + " s" * (word != field)
    try:
        own = plugin.parameters(**values)
        quantiles = quantile_table(plugin, own)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise NotADistribution(message("'{text}': {name}: {why}.", text=reader.text, name=words[str(first["loc"][0])],
                                       why=first["msg"])) from None
    except BadDistribution as error:
        raise NotADistribution(message("'{text}': {fault}", text=reader.text, fault=error.args[0])) from None
    return text, [Part(1.0, TABULATED, float(plugin.mean(own)), 0.0, quantiles)]


_READ: Mapping[str, Callable[[Reader], Read]] = {
    "exactly": _read_exactly,
    "exponential": _read_exponential,
    "lognormal": _read_lognormal,
    "gamma": _read_gamma,
    "uniform": _read_uniform,
    "weibull": _read_weibull,
    "erlang": _read_erlang,
    "hyperexponential": _read_hyperexponential,
    "loglogistic": _read_loglogistic,
    "triangular": _read_triangular,
    "normal": _read_normal,
    "beta": _read_beta,
    "empirical": _read_empirical,
    "never": lambda _: ("never", [Part(1.0, EXACTLY, math.inf)]),
}
