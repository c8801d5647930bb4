"""Compiled functions that only other compiled functions call: linked into them, and never machine code of their own.

numba makes machine code of each function that it compiles, and a way in for Python and one for C. Of some two hundred
rules and steps Python calls twenty; for the rest that is a third of the compiler's work, and more files to load later.
Here numba does all that it does otherwise, and stops before that.
"""

from typing import Any

from numba import _dynfunc  # type: ignore[attr-defined]  # numba's own, in C
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import LoweringPass, register_pass
from numba.core.typed_passes import NativeLowering


class _Code(JITCodeLibrary):
    """Optimised code as the compiler knows it, ready to be linked into its callers' code."""

    def _finalize_final_module(self) -> None:
        """All that is done to finished code but to turn it into machine code."""
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


@register_pass(mutates_CFG=False, analysis_only=False)
class _MadeKnown(LoweringPass):
    """Tells numba where callers find the code: under a function that nobody calls, as it leads nowhere."""

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
    """numba's compiler for such a function, as `numba.njit(pipeline_class=Linking)` takes it."""

    def define_pipelines(self) -> list[Any]:
        """numba's own passes; the last knows a library that is not to be run."""
        self.state.flags.no_compile = True
        self.state.library = _Code(self.state.targetctx.codegen(), self.state.func_id.func_qualname)
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_MadeKnown, NativeLowering)
        passes.finalize()
        return [passes]
