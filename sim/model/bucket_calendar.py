"""Bucket calendar: one linked list of rows per future day.

All rows share one table. A row that has been removed is reused, so the table grows with the number of open rows, not with
time. Every row has a field `behind`: index of the next row of the same day.
"""

import numpy as np

from sim.jit import compiled
from sim.model.tables import Row, Table, row_type
from sim.schema import Ints

NO_ENTRY = -1
PLACES = row_type({"n_used": int, "first_free": int})      # rows ever used, and head of the list of free rows


def no_places_used() -> Table:
    """State of an empty table [1]."""
    return np.array([(0, NO_ENTRY)], dtype=PLACES)


def with_room(entries: Table, places: Table, n_more: int) -> Table:
    """The table, made longer where fewer than `n_more` unused rows are left at its end."""
    short = int(places["n_used"][0]) + n_more - entries.size
    return np.concatenate([entries, np.empty(entries.size + short, dtype=entries.dtype)]) if short > 0 else entries


@compiled
def insert(first: Ints, entries: Table, places: Row, day: int) -> int:
    """Add a row to a day's list and return its index. There must be a free row, see `with_room`."""
    place = places.first_free
    if place == NO_ENTRY:
        place = places.n_used
        places.n_used += 1
    else:
        places.first_free = entries[place].behind
    entries[place].behind = first[day]
    first[day] = place
    return int(place)


@compiled
def take(entries: Table, places: Row, place: int) -> int:
    """Free a row; return the index of the next row of the same day, or -1."""
    after = entries[place].behind
    entries[place].behind, places.first_free = places.first_free, place
    return int(after)
