"""The compiled day's heap of events and its lines, against Python's own heap and sorting."""

import importlib
import pkgutil
from heapq import heappop, heappush

import numpy as np
from numba.core.registry import CPUDispatcher
from numpy.random import default_rng

import sim
from sim.engine.compiled_day import tables
from sim.engine.compiled_day.event_heap import NEVER, PHASE_SHIFT, call_at, fill_root, instant_at, sort_key
from sim.engine.compiled_day.queues import first_team_leader, insert_in_line, remove_from_line, team_leader_is_free
from sim.engine.compiled_day.tables import EVENT, LINE, NOBODY, NOW, Table
from sim.jit import compiled
from sim.schema import Floats, Ints

PERSON = tables.CONTACT


@compiled(nogil=True)
def happen(events: Table, clock: Table, at_s: Floats, phase: Ints, who: Ints, n_more: Ints, out: Ints) -> None:
    """Process the events in order; the i-th schedules `n_more[i]` others, the next in the lists."""
    now, n_filed = clock[0], 1
    call_at(events, now, at_s[0], phase[0], who[0])
    for i in range(out.size):
        fill_root(events, now)
        out[i] = events[0].key
        now.now_s = instant_at(events[0].place)
        now.top_is_free = True
        for _ in range(n_more[i]):
            call_at(events, now, now.now_s + at_s[n_filed], phase[n_filed], who[n_filed])
            n_filed += 1


def test_events_happen_in_order_of_instant_phase_and_id():
    """A thousand events, each of which schedules none to three others, mostly at the same few instants."""
    rng = default_rng(1)
    n = 1000
    n_more = rng.choice([0, 1, 1, 2, 3], n)
    enough = np.flatnonzero(1 + np.cumsum(n_more) - np.arange(1, n + 1) <= 0)
    n = int(enough[0]) + 1 if enough.size else n
    n_more, n_filed = n_more[:n], 1 + int(n_more[:n].sum())
    at_s, phase, who = rng.integers(0, 4, n_filed) * 60.0, rng.integers(0, 10, n_filed), rng.permutation(n_filed)
    out = np.empty(n, dtype=np.int64)
    happen(np.empty(n_filed, dtype=EVENT), np.zeros(1, dtype=NOW), at_s, phase, who, n_more, out)
    heap = [(at_s[0], int(phase[0]) << PHASE_SHIFT | int(who[0]))]
    filed, known = 1, []
    for more in n_more:
        now_s, key = heappop(heap)
        known.append(key)
        for _ in range(more):
            heappush(heap, (now_s + at_s[filed], int(phase[filed]) << PHASE_SHIFT | int(who[filed])))
            filed += 1
    assert n > 100
    assert out.tolist() == known


@compiled(nogil=True)
def there_and_back(at_s: Floats, places: Ints, back: Floats) -> None:
    for i in range(at_s.size):
        places[i] = sort_key(at_s[i])
        back[i] = instant_at(places[i])


def test_places_in_time_stand_in_the_order_of_instants():
    at_s = np.array([-0.0, 0.0, 5e-324, 1e-9, 1.0, np.nextafter(1.0, 2.0), 86_400.0, 1e300, np.inf])
    places, back = np.empty(at_s.size, dtype=np.int64), np.empty(at_s.size)
    there_and_back(at_s, places, back)
    assert back.tolist() == at_s.tolist()
    assert places[0] == places[1] == 0
    assert np.all(np.diff(places[1:]) > 0)
    assert places[-1] == NEVER


@compiled(nogil=True)
def stand_in_line(lines: Table, crowd: Table, who: Ints, rank: Floats, out: Ints) -> None:
    """Insert a row, or remove it if it is in line; then record the line from first to last."""
    for i in range(who.size):
        if crowd[who[i]].line == 0:
            remove_from_line(lines, crowd, who[i])
            crowd[who[i]].line = NOBODY
        else:
            insert_in_line(lines, 0, crowd, who[i], rank[i])
    row = lines[0].first
    for i in range(lines[0].n):
        out[i] = row
        row = crowd[row].behind


def test_a_line_is_in_order_of_rank_and_then_of_row():
    rng = default_rng(2)
    for _ in range(50):
        n = int(rng.integers(1, 60))
        who, rank = rng.integers(0, 20, n), rng.integers(0, 5, n) * 1.0
        lines, crowd = np.full((1, 3), (NOBODY, NOBODY, 0)).view(LINE).ravel(), np.zeros(20, dtype=PERSON)
        crowd["line"] = NOBODY
        out = np.full(20, NOBODY)
        stand_in_line(lines, crowd, who, rank, out)
        inside: dict[int, float] = {}
        for person, its_rank in zip(who.tolist(), rank.tolist(), strict=True):
            if inside.pop(person, None) is None:
                inside[person] = its_rank
        known = [person for _, person in sorted((its_rank, person) for person, its_rank in inside.items())]
        assert out[:len(known)].tolist() == known
        assert lines["n"][0] == len(known)


@compiled(nogil=True)
def lead(free: Ints, clock: Table, comes: Ints, out: Ints) -> None:
    """The first free team leader is taken, or (not -1) one becomes free."""
    for i in range(comes.size):
        if comes[i] >= 0:
            team_leader_is_free(free, clock[0], comes[i])
        else:
            out[i] = first_team_leader(free, clock[0])


def test_the_first_free_team_leader_is_taken():
    rng = default_rng(3)
    free, taken, comes, known = list(range(9)), [], [], []
    for _ in range(400):
        if taken and (not free or rng.random() < 0.5):
            comes.append(taken.pop(int(rng.integers(len(taken)))))
            known.append(NOBODY)
            heappush(free, comes[-1])
        else:
            comes.append(NOBODY)
            known.append(heappop(free))
            taken.append(known[-1])
    clock, out = np.zeros(1, dtype=NOW), np.full(400, NOBODY)
    clock["n_free_team_leaders"] = 9
    lead(np.arange(9), clock, np.array(comes), out)
    assert out.tolist() == known


def test_nothing_is_compiled_with_fastmath_or_in_parallel():
    """Either would let the last bit depend on the machine."""
    modules = [importlib.import_module(name) for _, name, _ in pkgutil.walk_packages(sim.__path__, "sim.")
               if not name.endswith("__main__")]
    found = {name: part for module in modules for name, part in vars(module).items() if isinstance(part, CPUDispatcher)}
    assert len(found) > 50
    assert [name for name, part in found.items()
            if part.targetoptions.get("fastmath") or part.targetoptions.get("parallel")] == []
