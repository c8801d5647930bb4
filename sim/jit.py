"""Compilation of rules with numba, and a disk cache that notices every edit.

numba files a compiled function under the text of its own source file. A rule that it imports from another
file is compiled into it all the same, so an edited rule goes on giving yesterday's answer. Here the cache
folder is named after the sources of all rooms that compiled code lives in or may import: an edit there leads to a
new, empty folder, and an edit to a plot does not.
"""

import functools
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast, overload

import numba
from numba.core import config as numba_config
from numba.core import event
from numba.core.types import unliteral

from sim import user_cache

Function = TypeVar("Function", bound=Callable[..., Any])

# The rooms from the engines down. What is above them (see the import contracts) compiled code cannot know.
COMPILED_ROOMS = (
    "columns.py", "declare.py", "engine", "jit.py", "linking.py", "model", "params", "random", "schema.py", "units.py")
_njit: Callable[..., Any] = numba.njit
_BORROWS = {"_nrt": False}  # its arrays belong to the caller, who holds them all the while
_LINKED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
with suppress(ImportError):  # a numba of another build compiles the same, and takes longer
    from sim.linking import Linking

    _LINKED["pipeline_class"] = Linking

_decorating = threading.RLock()


@overload
def compiled(function: Function) -> Function: ...


@overload
def compiled(*, nogil: bool = ...) -> Callable[[Function], Function]: ...


def compiled(function: Callable[..., Any] | None = None, *, nogil: bool = False) -> Callable[..., Any]:
    """Compile a function on its first call, and keep the result on disk for the next process.

    What Python calls is kept, with all that it calls. For other compiled functions it is linked into them, and so is what
    it tells: it prints nothing, and what it raises has fixed words.

    Neither fastmath nor parallel: both let the last bit depend on the machine or on the number of cores. With
    NUMBA_DISABLE_JIT=1 in the environment the plain Python function comes back, as it was written.

    Args:
        function: a plain function of module level, on numbers and arrays.
        nogil: for a loop over tables that belong to its caller, and only for one that Python calls itself. It lets
            other threads run meanwhile, and makes no arrays and keeps none: it is compiled without counting
            references to them, which would cost several times as much as all else that it does. What it calls
            needs no mark, and makes no arrays either. Never wrap the same function both ways: the two would share
            a cache file, and one would lose it.

    >>> @compiled
    ... def doubled(x: float) -> float:
    ...     return 2.0 * x
    >>> doubled(21.0)
    42.0
    """
    if function is None:
        return functools.partial(_compile, nogil=nogil)
    return _compile(function, nogil=nogil)


@overload
def step(function: Function) -> Function: ...


@overload
def step(*, rare: bool = ...) -> Callable[[Function], Function]: ...


def step(function: Callable[..., Any] | None = None, *, rare: bool = False) -> Callable[..., Any]:
    """A step of a loop compiled with `nogil`: compiled into it, and only with it; Python cannot call it.

    So a loop can be written as small functions on many arrays at no cost. Like the loop, it makes no arrays.

    Args:
        function: a plain function of module level.
        rare: keep it apart from the loop's own code, which stays small and compiles faster.
    """
    if function is None:
        return functools.partial(step, rare=rare)
    if not is_compiling():
        return function
    return _linked(function, **_BORROWS, forceinline=not rare)


def is_compiling() -> bool:
    """False under NUMBA_DISABLE_JIT=1."""
    return not getattr(numba_config, "DISABLE_JIT", 0)


@contextmanager
def told_of_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` once, before the first function is compiled; never, if all that is needed lies on disk.

    It is called in the thread that compiles. Functions of other packages count too: they take as long.
    """
    once = _First(tell)
    with event.install_listener("numba:compile", once):
        yield


class _First(event.Listener):
    """Tells of the first of many."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self.tell = [tell]

    def on_start(self, _: object) -> None:
        if self.tell:
            self.tell.pop()()

    def on_end(self, _: object) -> None:
        """Nobody asks how long it took."""


def _compile(function: Function, nogil: bool) -> Function:
    if not is_compiling():
        return function
    options: dict[str, bool] = {"nogil": nogil, "forceinline": False} | (_BORROWS if nogil else {})
    from_python = _kept(function, **options)
    linked: Callable[[], Any] = functools.cache(lambda: _linked(function, **options))  # late: mostly all lies on disk
    from_python.get_call_template = lambda args, named: linked().get_call_template(args, named)
    from_python.get_overload = lambda types: linked().get_overload(types)
    return cast(Function, from_python)


def _kept(function: Callable[..., Any], **options: bool) -> Any:
    """For Python to call, on disk for the next process."""
    folder = cache_folder()
    if folder is None or not Path(function.__code__.co_filename).is_file():
        return _njit(function, **options, no_cfunc_wrapper=True)
    with _numba_caches_in(folder):
        return _njit(function, **options, no_cfunc_wrapper=True, cache=True)


def _linked(function: Function, **options: bool) -> Function:
    """For compiled functions to call: once for each type, and not, as numba would, once more for each number known beforehand."""
    linked = _njit(function, **options, **_LINKED)
    of_types = linked.get_call_template
    linked.get_call_template = lambda args, named: of_types(
        tuple(unliteral(one) for one in args), {name: unliteral(one) for name, one in named.items()})
    return cast(Function, linked)


@contextmanager
def _numba_caches_in(folder: Path) -> Iterator[None]:
    """Point numba at our folder while one function is decorated: other code's settings stay as they were."""
    ours = {"CACHE_DIR": str(folder), "CACHE_LOCATOR_CLASSES": ""}
    with _decorating:
        theirs = {name: getattr(numba_config, name) for name in ours if hasattr(numba_config, name)}
        try:
            for name in theirs:
                setattr(numba_config, name, ours[name])
            yield
        finally:
            for name, value in theirs.items():
                setattr(numba_config, name, value)


@functools.cache
def cache_folder() -> Path | None:
    """The folder for what was compiled from the package as it stands; None where nothing can be written."""
    return user_cache.folder_for(sources_hash(Path(__file__).parent, COMPILED_ROOMS))


def noted(name: str) -> str | None:
    """A note beside what was compiled from the package as it stands; None if there is none, as after every edit."""
    return user_cache.noted(cache_folder(), name)


def note(name: str, text: str) -> None:
    """Leave a note beside what was compiled: whole or not at all, and not where nothing can be written."""
    user_cache.note(cache_folder(), name, text)


def sources_hash(package: Path, rooms: tuple[str, ...]) -> str:
    """A name for the exact text of some source files of a package, and for who compiles them.

    Args:
        package: the package's folder.
        rooms: files and folders in it; of a folder all below it that end in .py count, with their relative paths.

    Returns:
        16 hexadecimal digits.
    """
    return user_cache.hash_of(f"numba {numba.__version__} python {sys.version}", package,
                         (path for room in rooms for path in _sources(package / room)))


def _sources(room: Path) -> list[Path]:
    return [room] if room.is_file() else list(room.rglob("*.py"))
