"""Catalogue of declared parameters, those of plug-ins included: for error messages, parameter tables and forms."""

import re
import types
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Field, create_model
from pydantic.fields import FieldInfo

from sim.i18n.translate import message
from sim.mechanism import Mechanism
from sim.params import Mechanisms, Params, Routing, Run
from sim.plugins import Origin, PluginError, check_present, modules_of, n_changes, origin_of, registered, sections_of
from sim.random.distributions import DurationDistribution

ANY_NAME = "*"  # stands for a name chosen by the user: of a contact type, of a group


class Declared(NamedTuple):
    """One declared parameter.

    Attributes:
        key: dotted, as in a scenario; `*` stands for the name of a contact type or of a group.
        what: type of a single value.
        many: whether the value is a list.
        nullable: whether null is allowed.
        unit: as in `quantity`; empty for a pure number.
        low, high: smallest and largest allowed value, in the unit; None without a bound.
        choices: allowed values of a choice.
        meaning, cure: as in `quantity`.
        default: of a plug-in's parameter; None for ours, which have none.
    """

    key: str
    what: Literal["number", "whole number", "yes or no", "choice", "text", "distribution", "date"]
    many: bool
    nullable: bool
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    meaning: str
    cure: str
    default: Any

    @property
    def range(self) -> str:
        """Allowed values as short text: `[0, 1]`, `first_come | repeats_first`, `a distribution of durations`."""
        if self.choices:
            text = " | ".join(self.choices)
        elif self.low is not None or self.high is not None:
            text = f"[{number_text(self.low)}, {number_text(self.high)}]"
        else:
            text = {"yes or no": "true | false", "distribution": "a distribution of durations"}.get(self.what, f"a {self.what}")
        if self.many:
            text = f"a list of {text}"
        return f"{text} or null" if self.nullable else text


def number_text(value: float | int | None) -> str:
    """A number as text: 300, 0.84, 1000000; empty for None.

    >>> [number_text(x) for x in (300.0, 0.84, 1e6, None)]
    ['300', '0.84', '1000000', '']
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def declared() -> dict[str, Declared]:
    """All parameters of a centre and of a run (under `run.`), by key, in order of declaration."""
    return _declared_in(params_model())


@cache
def _declared_in(model: type[Params]) -> dict[str, Declared]:
    rows = [*_fields(model, ()), *_fields(Run, ("run",))]
    return {row.key: row for row in rows}


def sections() -> dict[str, tuple[str, ...]]:
    """Keys directly under each section, by the section's dotted key; "" is the top level."""
    return _sections_in(params_model())


@cache
def _sections_in(model: type[Params]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {"": {}}
    for key in _declared_in(model):
        parts = key.split(".")
        for i, part in enumerate(parts):
            found.setdefault(".".join(parts[:i]), {})[part] = None
    return {section: tuple(names) for section, names in found.items()}


def pattern(path: Sequence[str]) -> str | None:
    """Declared key or section that a path of names refers to; None if there is none.

    >>> pattern(["contact_types", "billing", "share"]), pattern(["contact_types", "billing"])
    ('contact_types.*.share', 'contact_types.*')
    >>> pattern(["contact_types", "billing", "shape"]) is None
    True
    """
    so_far: list[str] = []
    for name in path:
        known = sections().get(".".join(so_far), ())
        if name in known:
            so_far.append(name)
        elif ANY_NAME in known:
            so_far.append(ANY_NAME)
        else:
            return None
    return ".".join(so_far)


@cache
def keys_of(mechanism: Mechanism) -> tuple[str, ...]:
    """Dotted keys of a mechanism's parameters, in order of declaration; `*` as in `Declared.key`."""
    return tuple(f"{section}.{name}" for section, group in _groups(Params, ()) for part in mechanism.parameters
                 if issubclass(group, part) for name in part.model_fields)


def _groups(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every group of parameters by its dotted key."""
    for name, field in model.model_fields.items():
        inner, here = field.annotation, (*path, name)
        if get_origin(inner) is dict:
            inner, here = get_args(inner)[1], (*here, ANY_NAME)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield ".".join(here), inner
            yield from _groups(inner, here)


def _fields(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[Declared]:
    for name, field in model.model_fields.items():
        here = (*path, name)
        inner = field.annotation
        if get_origin(inner) is dict:
            inner = get_args(inner)[1]
            here = (*here, ANY_NAME)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _fields(inner, here)
        else:
            yield _declared(".".join(here), field)


def _declared(key: str, field: FieldInfo) -> Declared:
    annotation, nullable = _without_null(field.annotation)
    bounds = list(field.metadata)
    many = get_origin(annotation) is tuple
    if many:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        bounds += [bound for extra in more for bound in getattr(extra, "metadata", [])]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    choices = tuple(str(choice) for choice in get_args(annotation)) if get_origin(annotation) is Literal else ()
    return Declared(
        key=key,
        what="choice" if choices else _WHAT[annotation],
        many=many,
        nullable=nullable,
        unit=str(extra.get("unit", "")),
        low=_bound(bounds, "ge", "gt"),
        high=_bound(bounds, "le", "lt"),
        choices=choices,
        meaning=field.description or "",
        cure=str(extra.get("cure", "")),
        default=None if field.is_required() else field.get_default(call_default_factory=True),
    )


def _without_null(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = [arg for arg in get_args(annotation) if arg is not type(None)]
        return inner, True
    return annotation, False


def _bound(metadata: Sequence[Any], *names: str) -> float | None:
    for bound in metadata:
        for name in names:
            value = getattr(bound, name, None)
            if value is not None:
                return float(value)
    return None


_WHAT: dict[Any, Any] = {
    float: "number", int: "whole number", bool: "yes or no", str: "text", DurationDistribution: "distribution", date: "date",
}


# --- plug-ins ---------------------------------------------------------------------------------------------------


def params_model() -> type[Params]:
    """The class of a centre's parameters: `Params`, with the sections, switches and choices of the registered plug-ins.

    Raises:
        PluginError: a plug-in has the name of a section, a switch or a choice of ours.
    """
    return _params_model(n_changes())


@cache
def _params_model(_: int) -> type[Params]:
    mechanisms, agent_policies, queue_policies = (
        registered("mechanism"), registered("agent policy"), registered("queue policy"))
    with_section = {name: sections_of(plugin)[0] for name, plugin in (mechanisms | agent_policies | queue_policies).items()
                    if sections_of(plugin)}
    if not mechanisms and not agent_policies and not queue_policies:
        return Params
    for name in with_section:
        _check_is_new(name, Params.model_fields)
    for name in mechanisms:
        _check_is_new(name, Mechanisms.model_fields)
    switches: dict[str, Any] = {name: (bool, Field(False, description=plugin.meaning, json_schema_extra={"unit": "", "cure": ""}))
                                for name, plugin in mechanisms.items()}
    choices = {"which_agent": _more_choices("which_agent", agent_policies),
               "which_contact": _more_choices("which_contact", queue_policies)}
    fields: dict[str, Any] = {
        "mechanisms": (create_model("Mechanisms", __base__=Mechanisms, **switches), ...),
        "routing": (create_model("Routing", __base__=Routing, **choices), ...),
        **{name: (section, Field(default_factory=section)) for name, section in with_section.items()}}
    return create_model("Params", __base__=_WithPlugins, **fields)


def _check_is_new(name: str, known: Collection[str]) -> None:
    if name in known:
        raise PluginError(message("plug-in {name}: the simulator itself uses this name.", name=name))


def _more_choices(field: str, policies: Mapping[str, Any]) -> Any:
    """The declaration of a choice of routing, with the names of policies among the choices."""
    ours = Routing.model_fields[field]
    names = get_args(ours.annotation)
    for name in policies:
        _check_is_new(name, names)
    return Literal[(*names, *policies)], copy(ours)


class _WithPlugins(Params):
    """Parameters with those of plug-ins; another process restores them with its own plug-ins, if those are the same."""

    def __reduce__(self) -> tuple[Any, ...]:
        origins = plugins_used(self)
        modules = {module: None for one in origins for module in modules_of(one.name)}
        return _restored, (self.model_dump(), origins, tuple(modules))


def _restored(values: dict[str, Any], origins: tuple[Origin, ...], modules: tuple[str, ...]) -> Params:
    check_present(origins, modules)
    model = params_model()
    unknown = values.keys() - model.model_fields.keys()      # of plug-ins that the scenario does not use
    known_switches = params_model().model_fields["mechanisms"].annotation.model_fields  # type: ignore[union-attr]
    values["mechanisms"] = {name: on for name, on in values["mechanisms"].items() if name in known_switches}
    return model.model_validate({name: value for name, value in values.items() if name not in unknown})


def outside_sections() -> tuple[str, ...]:
    """The names of the sections of plug-ins; a scenario may leave them out."""
    return tuple(name for name in params_model().model_fields if name not in Params.model_fields)


def is_outside(path: Sequence[str]) -> bool:
    """Whether a path of names is that of a plug-in's switch or section."""
    switch = len(path) == 2 and path[0] == "mechanisms" and path[1] in registered("mechanism")
    return switch or path[0] in outside_sections()


def plugins_used(params: Params) -> tuple[Origin, ...]:
    """The plug-ins that affect the results of a centre, in order of name: mechanisms that are on, policies, distributions."""
    used = {name for name in registered("mechanism") if getattr(params.mechanisms, name, False)}
    used |= {params.routing.which_agent} & registered("agent policy").keys()
    used |= {params.routing.which_contact} & registered("queue policy").keys()
    distributions = registered("distribution")
    if distributions:
        used |= {word for text in _distribution_texts(params) for word in re.findall("[a-z]+", text)} & distributions.keys()
    return tuple(origin_of(name) for name in sorted(used))


def outside_sums(params: Params) -> tuple[str, ...]:
    """The daily sums of the plug-ins' mechanisms that are on, in order of the mechanisms' names."""
    return tuple(one for name, mechanism in registered("mechanism").items() if getattr(params.mechanisms, name, False)
                 for one in mechanism.daily_sums)


def _distribution_texts(value: Any) -> Iterator[str]:
    if isinstance(value, DurationDistribution):
        yield value.text
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _distribution_texts(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _distribution_texts(one)


def without_unused_plugins(params: Params, resolved: dict[str, Any]) -> dict[str, Any]:
    """The values of a centre without those of plug-ins that are neither used nor changed: as if they were not installed."""
    model, used = type(params), {one.name for one in plugins_used(params)}
    if model is Params:
        return resolved
    for name in outside_sections():
        section = getattr(params, name)
        if name not in used and section == type(section)():
            del resolved[name]
    for name in type(params.mechanisms).model_fields.keys() - Mechanisms.model_fields.keys():
        if not getattr(params.mechanisms, name):
            del resolved["mechanisms"][name]
    return resolved
