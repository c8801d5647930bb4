"""A scheduler and its workers as separate processes: on this machine, or each worker on a node with its own network."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import sim


class Running(NamedTuple):
    """A running scheduler and its workers.

    Attributes:
        address: address of the scheduler.
        processes: the scheduler's process, then each worker's.
    """

    address: str
    processes: list["subprocess.Popen[bytes]"]


NET = "10.213"  # node n has the address NET.n.2, this machine NET.n.1
DEATH_S = "600"


def can_have_nodes() -> bool:
    """Whether this process may create network namespaces: root on Linux, with iproute2 installed."""
    if sys.platform != "linux" or shutil.which("ip") is None:
        return False
    made = subprocess.run(["ip", "netns", "add", _node(0)], capture_output=True, check=False).returncode == 0
    if made:
        subprocess.run(["ip", "netns", "delete", _node(0)], capture_output=True, check=False)
    return made


@contextlib.contextmanager
def workers(n: int, on_nodes: bool = False, scheme: str = "tcp", more: Sequence[str] = ()) -> Iterator[Running]:
    """Starts a scheduler and `n` workers with one thread each, and stops them at the end of the block.

    Args:
        n: number of workers.
        on_nodes: run each in its own network namespace, connected by a pair of virtual interfaces.
        scheme: tcp or tls.
        more: further arguments for each of Dask's commands.
    """
    with contextlib.ExitStack() as ends:
        nodes = [ends.enter_context(_network(at)) for at in range(1, n + 1)] if on_nodes else [[]] * n
        host = f"{NET}.1.1" if on_nodes else "127.0.0.1"
        address = f"{scheme}://{host}:{_free_port(host)}"
        first = _started(ends, ["-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard", "--no-show", *more])
        others = [_started(ends, ["-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny",
                                  "--death-timeout", DEATH_S, *more], where) for where in nodes]
        yield Running(address, [first, *others])


@contextlib.contextmanager
def _network(at: int) -> Iterator[list[str]]:
    """Creates a namespace connected to this machine; yields the prefix of a command that runs there."""
    node, ours, theirs = _node(at), f"{_node(at)}-a", f"{_node(at)}-b"
    inside = ["ip", "netns", "exec", node]
    _do("ip", "netns", "add", node)
    try:
        _do("ip", "link", "add", ours, "type", "veth", "peer", "name", theirs)
        _do("ip", "link", "set", theirs, "netns", node)
        _do("ip", "address", "add", f"{NET}.{at}.1/24", "dev", ours)
        _do("ip", "link", "set", ours, "up")
        _do(*inside, "ip", "address", "add", f"{NET}.{at}.2/24", "dev", theirs)
        _do(*inside, "ip", "link", "set", theirs, "up")
        _do(*inside, "ip", "link", "set", "lo", "up")
        _do(*inside, "ip", "route", "add", "default", "via", f"{NET}.{at}.1")
        yield inside
    finally:
        subprocess.run(["ip", "link", "delete", ours], capture_output=True, check=False)
        subprocess.run(["ip", "netns", "delete", node], capture_output=True, check=False)


def _node(at: int) -> str:
    return f"centre{os.getpid() % 10000}n{at}"[:13]  # with its suffix, the maximum length of an interface's name


def _do(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def _started(
    ends: contextlib.ExitStack, words: Sequence[str], where: Sequence[str] = ()
) -> "subprocess.Popen[bytes]":
    sources = os.pathsep.join([str(Path(sim.__file__).resolve().parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen([*where, sys.executable, *words], env={**os.environ, "PYTHONPATH": sources},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ends.callback(process.wait)
    ends.callback(process.kill)
    return process


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
