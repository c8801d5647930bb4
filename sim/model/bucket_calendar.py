"""A calendar of lists: rows that wait for their day, one list for each day to come.

The rows of all days lie in one table and are held together by links. A place whose row has had its day is used again, so
that the table grows with what is open and not with time. Every row has the field `behind`, the next of its day.
"""

import numpy as np

from sim.jit import compiled
from sim.model.tables import Row, Table, row_type
from sim.schema import Ints

NOBODY = -1
PLACES = row_type({"n_used": int, "first_free": int})      # places ever used, and the first of those that are free again


def no_places_used() -> Table:
    """The state of an empty table of rows [1]."""
    return np.array([(0, NOBODY)], dtype=PLACES)


def with_room(entries: Table, places: Table, n_more: int) -> Table:
    """The rows, in a longer table if fewer than `n_more` places are free at its end."""
    short = int(places["n_used"][0]) + n_more - entries.size
    return np.concatenate([entries, np.empty(entries.size + short, dtype=entries.dtype)]) if short > 0 else entries


@compiled
def put(first: Ints, entries: Table, places: Row, day: int) -> int:
    """Begin a row on a day's page; its place. There must be room, see `with_room`."""
    place = places.first_free
    if place == NOBODY:
        place = places.n_used
        places.n_used += 1
    else:
        places.first_free = entries[place].behind
    entries[place].behind = first[day]
    first[day] = place
    return int(place)


@compiled
def take(entries: Table, places: Row, place: int) -> int:
    """Give a row's place back; the place of the next on the same page, or -1."""
    after = entries[place].behind
    entries[place].behind, places.first_free = places.first_free, place
    return int(after)
