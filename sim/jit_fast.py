"""Optional: a faster first start and a faster compiled day, by parts of numba that its documentation does not promise.

`sim.jit` uses this module where it knows the installed numba (the extra `fast-start` of the package says which versions), and
works without it: CONTACT_CENTRE_PLAIN_NUMBA=1 in the environment, or another numba. Results are the same bits.

Three things are saved:

- numba makes machine code of each function that it compiles, and a way in for Python and one for C. Of some two hundred rules
  and steps Python calls twenty. Here the others stay code as the compiler knows it, linked into their callers.
- A compiled function that is called with a number known beforehand is compiled once more for that number. Here it is compiled
  once for each type.
- Each call counts references to the arrays that it is given. The tables of a day belong to its caller, which holds them all the
  while: here they are not counted.
"""

import functools
from collections.abc import Callable
from typing import Any

import numba
from numba import _dynfunc  # type: ignore[attr-defined]  # numba's own, in C
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, register_pass
from numba.core.typed_passes import NativeLowering
from numba.core.types import unliteral

_njit: Callable[..., Any] = numba.njit
_BORROWS = {"_nrt": False}     # no references are counted, so no arrays are made


class _Code(JITCodeLibrary):
    """Optimised code as the compiler knows it, ready to be linked into its callers' code."""

    def _finalize_final_module(self) -> None:
        """All that is done to finished code but to turn it into machine code."""
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


@register_pass(mutates_CFG=False, analysis_only=False)
class _MadeKnown(LoweringPass):
    """Registers the code for its callers, under a function that is never called, as it leads nowhere."""

    _name = "made_known_to_callers"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:
        lowered, code = state.cr, state.library
        what = lowered.fndesc
        name = _dynfunc.make_function(what.lookup_module(), what.qualname, "", 0, lowered.env, (code,))
        state.targetctx.insert_user_function(name, what, [code])
        state.cr = lowered._replace(cfunc=name)
        return True


class Linking(CompilerBase):
    """numba's compiler for a function that compiled code alone calls, as `numba.njit(pipeline_class=Linking)` takes it."""

    def define_pipelines(self) -> list[Any]:
        """numba's own passes; the last handles a library that is not to be run."""
        self.state.flags.no_compile = True
        self.state.library = _Code(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_MadeKnown, NativeLowering)
        passes.finalize()
        return [passes]


_LINKED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": Linking}
RULE: dict[str, Any] = _LINKED | _BORROWS      # options of a rule


def options_of(nogil: bool) -> dict[str, bool]:
    """Options of a function that Python calls."""
    return {"no_cfunc_wrapper": True} | (_BORROWS if nogil else {})


def linked_into_callers(from_python: Any, function: Callable[..., Any], nogil: bool) -> Any:
    """The function that Python calls, which compiled code finds in a linked form, made when it is first wanted."""
    options = {"nogil": nogil} | (_BORROWS if nogil else {})
    linked: Callable[[], Any] = functools.cache(lambda: _linked(function, **options))  # late: mostly all lies on disk
    from_python.get_call_template = lambda args, named: linked().get_call_template(args, named)
    from_python.get_overload = lambda types: linked().get_overload(types)
    return from_python


def step(function: Callable[..., Any], rare: bool) -> Any:
    """A step of a loop, which Python cannot call."""
    return _linked(function, **_BORROWS, forceinline=not rare)


def _linked(function: Callable[..., Any], **options: bool) -> Any:
    """For compiled functions to call: once for each type, and not once more for each number known beforehand."""
    linked = _njit(function, **options, **_LINKED)
    of_types = linked.get_call_template
    linked.get_call_template = lambda args, named: of_types(
        tuple(unliteral(one) for one in args), {name: unliteral(one) for name, one in named.items()})
    return linked
