"""What a plug-in must be; checked when it is registered, so that a mistake is reported before anything runs."""

import dis
import inspect
import re
from typing import Annotated, Any, Final, get_args, get_origin

from sim.declare import Quantities
from sim.i18n.translate import message
from sim.measure import Better
from sim.plugins.kinds import Kind, PluginError

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CALLS: Final[dict[Kind, dict[str, tuple[str, ...]]]] = {
    "agent policy": {"score": ("own", "params", "contact", "agent", "now_s")},
    "queue policy": {"score": ("own", "params", "queue", "contact", "now_s")},
    "distribution": {"quantile": ("own", "u"), "mean": ("own",)},
    "measure": {"function": ("s", "params")},
    "mechanism": {"start": ("own", "centre"), "before_day": ("own", "state", "morning"), "after_day": ("own", "state", "evening"),
                  "overnight": ("own", "state", "night")},
}
"""The arguments with which each function of a plug-in is called, by kind."""


def check_plugin(plugin: Any) -> None:
    """Check an object as far as that is possible without calling its functions.

    Raises:
        PluginError: an object of no known kind, or a bad name, parameter or function.
    """
    kind, name = getattr(type(plugin), "plugin_kind", None), getattr(plugin, "name", None)
    if kind is None:
        raise PluginError(message("{what} is no plug-in: expected a policy, a distribution, a measure or a mechanism.",
                                  what=repr(plugin)))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PluginError(message("the name of a plug-in is written in lower-case letters, digits and underscores, not {name}.",
                                  name=repr(name)))
    if len(sections_of(plugin)) > 1:
        raise PluginError(message("{name}: a plug-in has one class of parameters.", name=name))
    if kind == "distribution" and not name.isalpha():
        raise PluginError(message("{name}: the name of a distribution is one word.", name=name))
    if any(getattr(plugin, columns, None) is not None for columns in ("contact_columns", "agent_columns", "customer_columns")):
        raise PluginError(message("{name}: a plug-in has no columns; it keeps daily sums, and its own state.", name=name))
    if kind == "measure" and not plugin.definition:
        raise PluginError(message("measure {name}: its function needs a docstring, which is its definition.", name=name))
    if kind == "measure" and plugin.better not in get_args(Better):
        raise PluginError(message("measure {name}: the better direction is higher, lower or neither, not {better}.", name=name,
                                  better=repr(plugin.better)))
    for section in sections_of(plugin):
        _check_parameters(name, section, kind)
    for function, arguments in _CALLS[kind].items():
        _check_function(kind, name, function, getattr(plugin, function), arguments)
    for measure in getattr(plugin, "kpis", ()):
        check_plugin(measure)


def sections_of(plugin: Any) -> tuple[type[Quantities], ...]:
    """The classes of a plug-in's parameters."""
    declared = getattr(plugin, "parameters", None)
    return () if declared is None else declared if isinstance(declared, tuple) else (declared,)


def _check_parameters(name: str, section: type[Quantities], kind: Kind) -> None:
    for key, declared in section.model_fields.items():
        if not isinstance(declared.json_schema_extra, dict) or "unit" not in declared.json_schema_extra:
            raise PluginError(message("{name}.{key}: declare the parameter with sim.quantity, which states its unit.", name=name,
                                      key=key))
        if kind != "distribution" and declared.is_required():
            raise PluginError(message("{name}.{key}: a parameter of a plug-in needs a default.", name=name, key=key))
        is_list = get_origin(declared.annotation) is tuple and _plain(get_args(declared.annotation)[0]) is float \
            and get_args(declared.annotation)[1:] == (...,)
        if kind.endswith("policy") and declared.annotation not in (float, int, bool) and not is_list:
            raise PluginError(message("{name}.{key}: a parameter of a policy is a float, an int, a bool or a "
                                      "tuple[float, ...].", name=name, key=key))
        if kind == "distribution" and (declared.annotation is not float or not key.removesuffix("_s").isalpha()):
            raise PluginError(message("{name}.{key}: a parameter of a distribution is a float whose name is one word.",
                                      name=name, key=key))


def _check_function(kind: Kind, name: str, what: str, function: Any, arguments: tuple[str, ...]) -> None:
    """Check that a function takes the arguments that it will be given, and that a score changes no object."""
    if function is None and kind == "mechanism":      # each of its hooks may be left out
        return
    plain = getattr(function, "py_func", function)      # numba's name for the function that it compiles
    try:
        inspect.signature(plain).bind(*arguments)
    except TypeError:
        raise PluginError(message("{kind} {name}: its {what} must be a function of {arguments}.", kind=kind, name=name, what=what,
                                  arguments=f"({', '.join(arguments)})")) from None
    except ValueError:      # a function of C, without a signature
        return
    code = getattr(plain, "__code__", None)
    changed = next((step.argval for step in dis.get_instructions(code) if step.opname == "STORE_ATTR"), None) if code else None
    if kind.endswith("policy") and changed is not None:
        raise PluginError(message("{kind} {name}: its score sets {attribute}; a score must change nothing.", kind=kind, name=name,
                                  attribute=changed))


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
