"""Counting calls of uncompiled code does not change its results."""

from types import SimpleNamespace

from counted import Counter, Heap


def test_a_counter_counts_and_returns_the_result():
    module = SimpleNamespace(double=lambda x: 2 * x)
    counter = Counter(module, "double")
    assert [module.double(3), module.double(4)] == [6, 8]
    assert counter.n == 2


def test_the_heap_adds_up_how_many_wait():
    module = SimpleNamespace(sinks=lambda events, n, place, key: None)
    heap = Heap(module, "sinks")
    module.sinks([], 3, 0, 0)
    module.sinks([], 5, 0, 0)
    assert (heap.n, heap.n_below) == (2, 8)
