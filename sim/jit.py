"""Compilation of rules with numba, through its documented interfaces.

`compiled` functions are called by Python and by compiled code. A `rule` works on rows of tables or on objects: Python calls it as
plain Python, and compiled code has it compiled into its caller. A `step` is a part of the compiled day's loop.

`sim.jit_cache` keeps compiled code on disk. `sim.jit_fast` shortens the first start where it supports the installed numba;
CONTACT_CENTRE_PLAIN_NUMBA=1 in the environment switches it off. Results are the same.
"""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast, overload

import numba
from numba.core import event
from numba.extending import register_jitable

from sim import jit_cache

Function = TypeVar("Function", bound=Callable[..., Any])

_FAST_FROM, _FAST_BEFORE = (0, 61), (0, 70)     # numba versions that the package's extra `fast-start` requires
_njit: Callable[..., Any] = numba.njit


def _fast_start() -> Any:
    """The module `sim.jit_fast`; None where it is switched off, or does not support the installed numba."""
    version = tuple(int(part) for part in numba.__version__.split(".")[:2])
    if os.environ.get(jit_cache.PLAIN_NUMBA) or not _FAST_FROM <= version < _FAST_BEFORE:
        return None
    try:
        from sim import jit_fast
    except ImportError:
        return None
    return jit_fast


_fast = _fast_start()


@overload
def compiled(function: Function) -> Function: ...


@overload
def compiled(*, nogil: bool = ...) -> Callable[[Function], Function]: ...


def compiled(function: Callable[..., Any] | None = None, *, nogil: bool = False) -> Callable[..., Any]:
    """Compile a function on its first call, and keep the result on disk for the next process.

    It may raise exceptions with constant messages only, and must not print.

    Neither fastmath nor parallel: with either, the last bit depends on the machine or on the number of cores. With
        NUMBA_DISABLE_JIT=1 in the environment the plain Python function is returned.

    Args:
        function: a plain function of module level, on numbers and arrays.
        nogil: release the interpreter lock, so that other threads run meanwhile; for a loop over its caller's tables that Python
            calls. It makes no arrays and keeps none. Never wrap the same function with and without: both would use one cache
            file.

    >>> @compiled
    ... def doubled(x: float) -> float:
    ...     return 2.0 * x
    >>> doubled(21.0)
    42.0
    """
    if function is None:
        return functools.partial(_compile, nogil=nogil)
    return _compile(function, nogil)


def _compile(function: Function, nogil: bool) -> Function:
    if not is_compiling():
        return function
    options: dict[str, bool] = {"nogil": nogil} | (_fast.options_of(nogil) if _fast else {})
    with jit_cache.numba_caches_here() as can_keep:
        from_python = _njit(function, **options, cache=can_keep and Path(function.__code__.co_filename).is_file())
    return cast(Function, _fast.linked_into_callers(from_python, function, nogil) if _fast else from_python)


@overload
def rule(function: Function) -> Function: ...


@overload
def rule(*, rare: bool = ...) -> Callable[[Function], Function]: ...


def rule(function: Callable[..., Any] | None = None, *, rare: bool = False) -> Callable[..., Any]:
    """A function that both engines run: plain Python on objects, and compiled into its compiled callers on rows of tables.

    It reads and sets attributes, calls other rules and compiled functions, and makes no arrays. A boolean may be 0 or 1 in a row.

    Args:
        function: a plain function of module level.
        rare: not inlined, so that its callers stay small and compile faster.
    """
    if function is None:
        return functools.partial(rule, rare=rare)
    if not is_compiling():
        return function
    register_jitable(forceinline=not rare, **(_fast.RULE if _fast else {}))(function)
    return function


@overload
def step(function: Function) -> Function: ...


@overload
def step(*, rare: bool = ...) -> Callable[[Function], Function]: ...


def step(function: Callable[..., Any] | None = None, *, rare: bool = False) -> Callable[..., Any]:
    """A step of a loop compiled with `nogil`: compiled with the loop only; Python does not call it.

    A loop can so be written as small functions on many arrays at no cost. Like the loop, it makes no arrays.

    Args:
        function: a plain function of module level.
        rare: not inlined, so that the loop stays small and compiles faster.
    """
    if function is None:
        return functools.partial(step, rare=rare)
    if _fast is None or not is_compiling():
        return rule(function) if not rare else rule(rare=True)(function)
    return cast(Callable[..., Any], _fast.step(function, rare))


def is_compiling() -> bool:
    """Whether functions are compiled: False under NUMBA_DISABLE_JIT=1."""
    return not getattr(numba.config, "DISABLE_JIT", 0)


@contextmanager
def report_compilation(report: Callable[[], None]) -> Iterator[None]:
    """Call `report` once, before the first function is compiled; never, if all that is needed lies on disk.

    The thread that compiles calls it. Functions of other packages count too, because they take as long.
    """
    once = _First(report)
    with event.install_listener("numba:compile", once):
        yield


class _First(event.Listener):
    """Reports the first of many compilations."""

    def __init__(self, report: Callable[[], None]) -> None:
        self.report = [report]

    def on_start(self, _: object) -> None:
        if self.report:
            self.report.pop()()

    def on_end(self, _: object) -> None:
        """The duration of the compilation is not used."""
