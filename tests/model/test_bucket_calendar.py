"""The bucket calendar against Python's own lists."""

from collections import defaultdict

import numpy as np

from sim.model.bucket_calendar import NO_ENTRY, insert, no_places_used, take, with_room
from sim.model.tables import row_type


def test_rows_are_kept_until_their_day_and_rows_are_reused():
    """Rows are added on random later days, and each day removes its own, as with a dictionary of lists."""
    rng = np.random.default_rng(5)
    n_days = 60
    first, places = np.full(n_days, NO_ENTRY), no_places_used()
    entries = np.empty(4, dtype=row_type({"behind": int, "name": int}))
    known: defaultdict[int, list[int]] = defaultdict(list)
    max_open = n_open = name = 0
    for today in range(n_days - 1):
        n_new = int(rng.integers(0, 20))
        entries = with_room(entries, places, n_new)
        for day in rng.integers(today, min(today + 8, n_days), n_new).tolist():
            entries[insert(first, entries, places[0], day)].name = name
            known[day].append(name)
            name, n_open = name + 1, n_open + 1
        max_open = max(max_open, n_open)
        found, place = [], first[today]
        while place != NO_ENTRY:
            found.append(int(entries[place].name))
            place = take(entries, places[0], place)
        first[today] = NO_ENTRY
        assert found == known.pop(today, [])[::-1]
        n_open -= len(found)
    assert places["n_used"][0] == max_open, "the table grows with what is open"
    assert name > 3 * max_open
