"""Speed of the bare queue at three sizes, in SimPy, Ciw, cimba and our compiled engine, each checked first."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import bare_cimba
import bare_ciw
import bare_ours
import bare_simpy
from bare_queue import QUEUES, Queue, Seen, Timed, counted, errors, per_second
from measure import Asked, Measure, Options, ratios

SECTION = "bare"
CIW_TAKES_MINUTES = 2000  # agents: Ciw examines every agent and every customer at each event


class Peer(NamedTuple):
    """A program that simulates the queue."""

    name: str
    simulate: Callable[[Queue, int], Timed]
    asked: Asked | None = None


def measures(options: Options) -> Iterator[Measure | str]:
    """Contacts per second of each program, and the ratio to SimPy within each round."""
    with tempfile.TemporaryDirectory() as folder:
        peers = [Peer("SimPy", counted(bare_simpy.simulate)), Peer("Ciw", counted(bare_ciw.simulate)),
                 Peer("ours, compiled, full record", bare_ours.run_once, Asked(">=", 40))]
        if options.cimba is None:
            yield "cimba: skipped; to measure it too: make bench CIMBA=<the folder that cimba was installed to>"
        else:
            try:
                peers.insert(2, Peer("cimba", bare_cimba.built(options.cimba, Path(folder))))
            except bare_cimba.NotBuilt as why:
                yield f"cimba: skipped; {why}"
        bare_ours.run_once(next(iter(QUEUES)), 0)  # compiled before timing
        for queue, n in QUEUES.items():
            yield from _of_one_size(queue, n, peers, options)


def _of_one_size(queue: Queue, n: int, peers: list[Peer], options: Options) -> Iterator[Measure | str]:
    rates: dict[str, list[float]] = {peer.name: [] for peer in peers}
    seen: dict[str, list[Seen]] = {peer.name: [] for peer in peers}
    for at in range(options.n_rounds):
        for peer in peers:
            if at < _n_rounds(peer, queue, options):
                timed = [peer.simulate(queue, 1 + at * n + i) for i in range(n)]
                rates[peer.name].append(per_second(timed))
                seen[peer.name] += [one.seen for one in timed]
    known = peers[0].name
    for peer in peers:
        name = f"{peer.name}, {queue.n_agents} agents"
        if not rates[peer.name]:
            yield f"{name}: takes five minutes or more; measured with --patient"
            continue
        wrong = [] if peer.name == known else errors(seen[known], seen[peer.name])
        if wrong:
            yield f"{name}: FAILED the check, so its time does not count: {'; '.join(wrong)}"
            continue
        yield _reported(name, seen[peer.name])
        yield Measure(SECTION, name, "contacts/s", tuple(rates[peer.name]))
        if peer.name != known:
            in_the_same = rates[known][:len(rates[peer.name])]
            yield Measure(SECTION, f"{name}, to SimPy", "x", ratios(rates[peer.name], in_the_same), peer.asked)


def _n_rounds(peer: Peer, queue: Queue, options: Options) -> int:
    """The number of rounds; none or one for a program that takes minutes, since one is enough for the check."""
    if peer.name == "Ciw" and queue.n_agents >= CIW_TAKES_MINUTES:
        return 1 if options.patient else 0
    return options.n_rounds


def _reported(name: str, seen: list[Seen]) -> str:
    abandoned = 100.0 * sum(one.abandoned_share for one in seen) / len(seen)
    wait_s = sum(one.mean_wait_s for one in seen) / len(seen)
    return f"{name}: {abandoned:.2f} % abandon, mean wait {wait_s:.2f} s, {len(seen)} replications"
