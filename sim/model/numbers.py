"""A section of the parameters as one row of plain numbers, for compiled rules.

Rules that look after 80 000 customers a night are compiled, and compiled code knows no pydantic. A row has the section's
own names, `way.churn_beta`, and is as cheap to hand over as one array.
"""

import functools
from typing import Any

import numpy as np

from sim.params.declare import Quantities

Row = Any                      # one row of a table: a record, to numba as to numpy
Table = Any                    # rows: a structured array


def rows(**fields: type) -> np.dtype[Any]:
    """The layout of a table: a name and a type for each field."""
    return np.dtype((np.record, list(fields.items())))


@functools.cache
def _layout(section: type[Quantities]) -> np.dtype[Any]:
    of: dict[Any, type] = {float: np.float64, int: np.int64, bool: np.int64}
    return rows(**{name: of[field.annotation] for name, field in section.model_fields.items() if field.annotation in of})


def numbers(section: Quantities) -> Table:
    """All of a section's plain numbers [1]; a truth is 0 or 1. Choices, laws and lists are left out."""
    layout = _layout(type(section))
    return np.array([tuple(getattr(section, name) for name in layout.names or ())], dtype=layout)
