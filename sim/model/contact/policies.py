"""Routing policies of plug-ins, with their parameters: what a day needs to ask them at the match.

See `sim.plugins.AgentPolicy` and `QueuePolicy`. The SimPy day calls a policy's function; the compiled day compiles it.
"""

import math
from collections import namedtuple
from functools import cache
from typing import Any, NamedTuple

from sim.declare import Quantities
from sim.model.day import PolicyFailed
from sim.params import Params
from sim.plugins import registered, sections_of, what_failed


class ChosenPolicy(NamedTuple):
    """A policy and its parameters.

    Attributes:
        policy: the plug-in.
        own: its parameters by name: numbers, and tuples of numbers.
    """

    policy: Any
    own: Any

    def score(self, *situation: Any) -> float:
        """The score that the policy's function gives, called as plain Python.

        Raises:
            PolicyFailed: the function fails, or gives no number.
        """
        score = getattr(self.policy.score, "py_func", self.policy.score)      # numba's name for the function that it compiles
        try:
            value = float(score(self.own, *situation))
        except Exception as error:  # of a stranger's function: of any kind
            raise PolicyFailed(self.policy.name, what_failed(error)) from error
        if math.isnan(value):
            raise PolicyFailed(self.policy.name, "NaN")
        return value


def chosen_agent_policy(params: Params) -> ChosenPolicy | None:
    """The agent policy that a centre uses; None where it is one of ours."""
    return _chosen(params, "agent policy", params.routing.which_agent)


def chosen_queue_policy(params: Params) -> ChosenPolicy | None:
    """The queue policy that a centre uses; None where it is one of ours."""
    return _chosen(params, "queue policy", params.routing.which_contact)


def own_parameters(plugin: Any, params: Params) -> Any:
    """A plug-in's parameters by name, as its functions get them; without attributes where it has none."""
    section = getattr(params, plugin.name) if sections_of(plugin) else None
    names = tuple(type(section).model_fields) if isinstance(section, Quantities) else ()
    return _own_type(names)(*(getattr(section, name) for name in names))


def _chosen(params: Params, kind: Any, name: str) -> ChosenPolicy | None:
    policy = registered(kind).get(name)
    return None if policy is None else ChosenPolicy(policy, own_parameters(policy, params))


@cache
def _own_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Own", names)
