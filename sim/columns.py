"""Declarations of table columns: each once, with type, default and meaning. Everything else is derived from them.

A class of columns is the declaration. From it come a table of arrays for the record (`array_table`), a row for compiled code
(`row_dtype`), and an object with slots for plain Python (`row_class`): a name means the same in all three.
"""

import math
from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, make_dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING, Any, ClassVar, Self, overload

if TYPE_CHECKING:                  # a scenario is read without NumPy
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

NAN = math.nan


class Use(Flag):
    """Where a column is used, apart from the running day."""

    DAY = 0            # in no other place
    RECORD = auto()    # kept in the record
    CARRIED = auto()   # handed over at midnight, beside the record's columns
    CASE = auto()      # handed to the next contact of the case
    MORNING = auto()   # known in the morning, of each agent at work
    EVENING = auto()   # filled after the day
    COLD = auto()      # written at most once by the running day, and never read by it
    INSTANT = auto()   # counts from midnight of the simulated day, so it is shifted at midnight
    DEADLINE = auto()  # an instant that is not shifted over a closed day


RECORD, CARRIED, CASE, MORNING, EVENING = Use.RECORD, Use.CARRIED, Use.CASE, Use.MORNING, Use.EVENING
COLD, INSTANT, DEADLINE = Use.COLD, Use.INSTANT, Use.DEADLINE


class ArrayTable(tuple[Any, ...]):
    """Type of a table of arrays for the type checker: a NamedTuple with an array for each column."""

    _fields: ClassVar[tuple[str, ...]]

    if TYPE_CHECKING:
        def __new__(cls, *columns: Any, **by_name: Any) -> Self: ...
        def _replace(self, **columns: Any) -> Self: ...
        def _asdict(self) -> dict[str, Any]: ...


class RowObject:
    """Type of an object with a slot for each column, for the type checker."""

    __slots__ = ()

    if TYPE_CHECKING:
        def __init__(self, **given: Any) -> None: ...


class Column:
    """One column of a class of columns.

    Attributes:
        name: as declared.
        number: Python's type of one value.
        default: value in a new row.
        use: where it is used.
        meaning: one line; the unit is in the name's ending.
        record_name: its name in the record.
    """

    number: ClassVar[type]

    def __init__(self, default: float, use: Use, meaning: str, record_name: str = "") -> None:
        self.default, self.use, self.meaning, self.record_name = default, use, meaning, record_name
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.record_name = name, self.record_name or name

    @property
    def dtype(self) -> type:
        """Type of the array in a table."""
        import numpy as np  # late: a scenario is read without it

        return {float: np.float64, int: np.int64, bool: np.bool_}[self.number]

    @property
    def row_dtype(self) -> type:
        """Type of the field in a row; every field takes eight bytes, a boolean is 0 or 1."""
        import numpy as np  # late: a scenario is read without it

        return np.float64 if self.number is float else np.int64


class Float(Column):
    """A column of floats; missing is NaN."""

    number = float

    if TYPE_CHECKING:
        @overload
        def __get__(self, instance: ArrayTable, owner: Any) -> Floats: ...
        @overload
        def __get__(self, instance: RowObject, owner: Any) -> float: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: RowObject, value: float) -> None: ...


class Int(Column):
    """A column of whole numbers; missing is -1."""

    number = int

    if TYPE_CHECKING:
        @overload
        def __get__(self, instance: ArrayTable, owner: Any) -> Ints: ...
        @overload
        def __get__(self, instance: RowObject, owner: Any) -> int: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: RowObject, value: int) -> None: ...


class Bool(Column):
    """A column of booleans."""

    number = bool

    if TYPE_CHECKING:
        @overload
        def __get__(self, instance: ArrayTable, owner: Any) -> Bools: ...
        @overload
        def __get__(self, instance: RowObject, owner: Any) -> bool: ...
        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: RowObject, value: bool) -> None: ...


def columns_of(declaration: type) -> Iterator[Column]:
    """The columns of a class of columns, in order of declaration: its own, then those of the classes that it inherits."""
    return (column for part in declaration.__mro__ for column in vars(part).values() if isinstance(column, Column))


def names(declaration: type, use: Use, without: Use = Use.DAY) -> tuple[str, ...]:
    """The names of the columns with all of some uses and none of others, in order of declaration."""
    return tuple(column.name for column in columns_of(declaration) if use in column.use and not column.use & without)


def array_table(name: str, module: str, fields: Mapping[str, Any]) -> Any:
    """A NamedTuple class with an array for each field, given with its annotation."""
    made = namedtuple(name, fields, module=module)  # type: ignore[misc]
    made.__annotations__ = dict(fields)
    return made


def annotations(declaration: type, use: Use) -> dict[str, Any]:
    """Annotations of the arrays of all columns with a use, by their name in the record, in order of declaration."""
    import numpy.typing as npt  # late: a scenario is read without it

    return {column.record_name: npt.NDArray[column.dtype] for column in columns_of(declaration) if use in column.use}  # type: ignore[name-defined]


def row_class(name: str, module: str, declaration: type) -> Any:
    """A class with a slot for each column, each with its default."""
    made = make_dataclass(
        name, [(column.name, column.number, field(default=column.default)) for column in columns_of(declaration)],
        bases=(RowObject,), slots=True, eq=False)
    made.__module__ = module
    return made


def record_dtype(fields: Iterable[tuple[str, type]]) -> "np.dtype[Any]":
    """The type of rows whose fields are attributes, in numba as in numpy."""
    import numpy as np  # late: a scenario is read without it

    return np.dtype((np.record, list(fields)))


def row_fields(declaration: type) -> list[tuple[str, type]]:
    """Names and types of a row's fields."""
    return [(column.name, column.row_dtype) for column in columns_of(declaration)]


def new_row(dtype: "np.dtype[Any]", declaration: type, **more: float) -> "npt.NDArray[Any]":
    """A table of one row [1] with each column's default; a field that is no column holds the given value, or 0."""
    import numpy as np  # late: a scenario is read without it

    default = {column.name: column.default for column in columns_of(declaration)} | more
    return np.array([tuple(default.get(name, 0) for name in dtype.names or ())], dtype=dtype)
