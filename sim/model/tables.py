"""Tables of rows: one row holds all values of one person, or of the parameters, that compiled rules read and write.

A table is one argument with any number of fields, and passing it from Python to numba takes 0.17 µs; a NamedTuple of thirty
numbers takes 3 µs. In numba as in numpy, a row's fields are attributes.
"""

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.columns import record_dtype
from sim.declare import Quantities, plain_numbers

Row = Any                      # one row of a table: a record
Table = Any                    # rows


def row_type(fields: Mapping[str, type]) -> np.dtype[Any]:
    """The type of rows with these fields: eight bytes each, a float or a whole number (a boolean is 0 or 1)."""
    return record_dtype((name, np.float64 if contact_type is float else np.int64) for name, contact_type in fields.items())


def one_row(numbers: Any) -> Table:
    """A NamedTuple of numbers as a table of one row [1]."""
    return np.array([tuple(numbers)], dtype=row_type(type(numbers).__annotations__))


def numbers(*sections: Quantities) -> Table:
    """All plain numbers of some sections of the parameters as a table of one row [1]; see `plain_numbers`."""
    fields = [plain_numbers(type(section)) for section in sections]
    return np.array([tuple(getattr(section, name) for section, some in zip(sections, fields, strict=True) for name in some)],
                    dtype=_layout(tuple(type(section) for section in sections)))


@functools.cache
def _layout(sections: tuple[type[Quantities], ...]) -> np.dtype[Any]:
    return row_type({name: contact_type for section in sections for name, contact_type in plain_numbers(section).items()})
