"""Routing policies of plug-ins in the compiled day: compiled once each, and called by their address.

The loop is the same for every policy. A policy becomes a C function of addresses: of its own parameters and of rows of the day's
tables. A compiled score that raises an error gives NaN.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba.extending import intrinsic

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.tables import AGENT, CONTACT, DAY_PARAMETERS, KIND, NOBODY
from sim.jit import is_compiling, step
from sim.model.contact.policies import ChosenPolicy
from sim.model.day import PolicyFailed

types, carray = cast(Any, numba).types, cast(Any, numba).carray
_N_ADDRESSES = 5
_POINTERS = [types.CPointer(types.float64),
             *(types.CPointer(numba.from_dtype(dtype)) for dtype in (DAY_PARAMETERS, KIND, CONTACT, AGENT))]
_interpreted: dict[int, Callable[..., float]] = {}      # without compilation: what stands in place of addresses


class CalledPolicy:
    """A policy ready to be called by the loop: keep it as long as the loop runs.

    Attributes:
        address: of its function; 0 for none.
        own_address: of its parameters.
    """

    def __init__(self, chosen: ChosenPolicy | None, takes_agent: bool) -> None:
        """Compile the policy, if it is not compiled yet.

        Args:
            chosen: the policy; None for one of ours.
            takes_agent: whether it scores an agent for a contact, instead of a contact.

        Raises:
            PolicyFailed: it cannot be compiled.
        """
        self.address = self.own_address = 0
        if chosen is None:
            return
        shape = tuple(len(value) if isinstance(value, tuple) else type(value) for value in chosen.own)
        self._own = np.array([number for value in chosen.own
                              for number in (value if isinstance(value, tuple) else (value,))] or [0.0], dtype=np.float64)
        self.own_address = self._own.ctypes.data
        if not is_compiling():
            self.address = id(chosen.policy)
            _interpreted[self.address] = _without_compilation(chosen, takes_agent)
            return
        try:
            self._function = _compiled(chosen.policy.score, cast(Callable[..., Any], type(chosen.own)), shape, takes_agent)
        except Exception as error:  # numba's errors are of many kinds
            lines = [line.strip() for line in str(error).splitlines()]
            message = next((line for line in lines if line and not line.startswith("Failed in nopython mode pipeline")), "")
            why = f"{type(error).__name__}: {message}".rstrip(": ")
            raise PolicyFailed(chosen.policy.name, why, can_compile=False) from error
        self.address = self._function.address


@cache
def _compiled(score: Callable[..., float], own_type: Callable[..., Any], shape: tuple[Any, ...], takes_agent: bool) -> Any:
    """The C function of a policy.

    Args:
        score: the policy's function.
        own_type: the class of its parameters, a NamedTuple.
        shape: of each parameter its type, or the number of its values.
        takes_agent: see `CalledPolicy`.
    """
    values, n = [], 0
    for part in shape:
        if isinstance(part, int):
            values.append("(" + "".join(f"own[{n + i}], " for i in range(part)) + ")")
        else:
            values.append(f"{part.__name__}(own[{n}])")
        n += part if isinstance(part, int) else 1
    what = "contact[0], agent[0]" if takes_agent else "queue[0], contact[0]"
    # Written as text, because the parameters' number and types differ from policy to policy.
    source = f"""
def called(own_at, params_at, queue_at, contact_at, agent_at, now_s):
    own, params, queue = carray(own_at, {max(n, 1)}), carray(params_at, 1), carray(queue_at, 1)
    contact, agent = carray(contact_at, 1), carray(agent_at, 1)
    try:
        return float(score(Own({', '.join(values)}), params[0], {what}, now_s))
    except Exception:
        return nan
"""
    names: dict[str, Any] = {"carray": carray, "nan": np.nan, "Own": own_type,
                             "score": score if hasattr(score, "py_func") else numba.njit(score)}
    exec(source, names)
    return numba.cfunc(types.float64(*_POINTERS, types.float64))(names["called"])


def _without_compilation(chosen: ChosenPolicy, takes_agent: bool) -> Callable[..., float]:
    def called(params: Any, queue: Any, contact: Any, agent: Any, now_s: float) -> float:
        return chosen.score(params, *((contact, agent) if takes_agent else (queue, contact)), now_s)

    return called


if is_compiling():
    @cast(Any, intrinsic)  # type: ignore[untyped-decorator]
    def _call(_: Any, address: Any, own: Any, params: Any, queue: Any, contact: Any, agent: Any, now_s: Any) -> Any:
        """Call the C function at an address with the addresses of a policy's parameters and of four rows, and the time."""

        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            function = ir.FunctionType(ir.DoubleType(), [ir.IntType(64)] * _N_ADDRESSES + [ir.DoubleType()])
            return builder.call(builder.inttoptr(args[0], function.as_pointer()), args[1:])

        return types.float64(*[types.int64] * (1 + _N_ADDRESSES), types.float64), generate

    @step(rare=True)
    def score_of(day: Day, address: int, own: int, row: int, index: int) -> float:
        """The score that a policy gives a contact, and an agent where one is asked; NaN: it failed."""
        queue, who = day.contacts[row].queue_id, max(index, 0)
        return float(_call(
            address, own, day.params_row.ctypes.data, day.contact_types.ctypes.data + queue * day.contact_types.itemsize,
            day.contacts.ctypes.data + row * day.contacts.itemsize, day.agents.ctypes.data + who * day.agents.itemsize,
            day.clock[0].now_s))
else:
    def score_of(day: Day, address: int, own: int, row: int, index: int) -> float:
        """The score that a policy gives a contact, and an agent where one is asked."""
        contact = day.contacts[row]
        return _interpreted[address](day.params_row[0], day.contact_types[contact.queue_id], contact,
                                     None if index == NOBODY else day.agents[index], day.clock[0].now_s)
