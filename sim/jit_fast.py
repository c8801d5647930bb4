"""Optional: a faster first start and a faster compiled day, with parts of numba that are not documented.

`sim.jit` uses this module if it supports the installed numba (versions: see the package's extra `fast-start`), and works without
it: with CONTACT_CENTRE_PLAIN_NUMBA=1 in the environment, or with another numba. Results are the same to the last bit.

Three things are saved:

- numba generates machine code for each function that it compiles, and an entry point for Python and one for C. Of some two
hundred rules and steps Python calls twenty. Here the others stay intermediate code, linked into their callers.
- A compiled function that is called with a constant is compiled once more for that constant. Here it is compiled once for each
type.
- Each call counts references to its array arguments. The tables of a day are held by the caller during the call: here their
references are not counted.
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
    """Optimised intermediate code, ready to be linked into its callers' code."""

    def _finalize_final_module(self) -> None:
        """All final steps of numba except the generation of machine code."""
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


@register_pass(mutates_CFG=False, analysis_only=False)
class _MadeKnown(LoweringPass):
    """Registers the code for its callers, with an entry point that is never called."""

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
        """numba's own passes; the last is for a library that is not executed."""
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
    """The function that Python calls; compiled code uses a linked form of it, made at first use."""
    options = {"nogil": nogil} | (_BORROWS if nogil else {})
    linked: Callable[[], Any] = functools.cache(lambda: _linked(function, **options))  # made late: usually all code is on disk
    from_python.get_call_template = lambda args, named: linked().get_call_template(args, named)
    from_python.get_overload = lambda types: linked().get_overload(types)
    return from_python


def step(function: Callable[..., Any], rare: bool) -> Any:
    """A step of a loop; Python cannot call it."""
    return _linked(function, **_BORROWS, forceinline=not rare)


def _linked(function: Callable[..., Any], **options: bool) -> Any:
    """The function for compiled callers: compiled once for each type, not again for each constant."""
    linked = _njit(function, **options, **_LINKED)
    of_types = linked.get_call_template
    linked.get_call_template = lambda args, named: of_types(
        tuple(unliteral(one) for one in args), {name: unliteral(one) for name, one in named.items()})
    return linked
