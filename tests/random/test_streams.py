"""Named random numbers: Philox's published known answers, and the properties of streams."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pkgutil import walk_packages

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import mechanisms
from sim.mechanisms import STREAMS
from sim.random import philox, streams
from sim.random.philox import philox4x32, seed_of, uniform, uniform_pair, uniforms

KNOWN_ANSWERS = """
00000000 00000000 00000000 00000000 00000000 00000000   6627e8d5 e169c58d bc57ac4c 9b00dbd8
ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff   408f276d 41c83b0e a20bc7c6 6d5451fd
243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0   d16cfe09 94fdcceb 5001e420 24126ea1
"""  # Random123, tests/kat_vectors, the lines "philox4x32 10": counter, key, answer

SEED = seed_of(20261121, 3)
word = st.integers(0, 2**32 - 1)
whole = st.integers(-(2**63), 2**63 - 1)
by_the_book = settings(derandomize=True, deadline=None, max_examples=200)


def plain_philox(counter: list[int], key: list[int]) -> list[int]:
    """Philox 4x32-10 implemented from the paper in plain Python integers."""
    a, b, c, d = counter
    for n in range(10):
        k0, k1 = ((key[0] + n * 0x9E3779B9) % 2**32, (key[1] + n * 0xBB67AE85) % 2**32)
        high0, low0 = divmod(0xD2511F53 * a, 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c, 2**32)
        a, b, c, d = high1 ^ b ^ k0, low1, high0 ^ d ^ k1, low0
    return [a, b, c, d]


@pytest.mark.parametrize("line", KNOWN_ANSWERS.strip().splitlines())
def test_philox_gives_the_published_answers(line: str) -> None:
    words = [int(text, 16) for text in line.split()]
    assert list(philox4x32(*words[:6])) == words[6:]
    assert plain_philox(words[:4], words[4:6]) == words[6:]


@by_the_book
@given(st.lists(word, min_size=6, max_size=6))
def test_philox_agrees_with_an_independent_one(words: list[int]) -> None:
    assert list(philox4x32(*words)) == plain_philox(words[:4], words[4:])


@by_the_book
@given(whole, st.integers(0, 2**20), whole, st.integers(0, 2**32 - 1))
def test_a_uniform_is_made_of_the_words_that_the_name_picks(seed: int, what: int, who: int, nth: int) -> None:
    """The key is the seed, the counter (what // 2, nth, who); an odd stream takes the second half of the block."""
    counter = [what // 2, nth, who % 2**32, (who >> 32) % 2**32]
    words = plain_philox(counter, [seed % 2**32, (seed >> 32) % 2**32])
    high, low = words[2:] if what % 2 else words[:2]
    assert uniform(seed, what, who, nth) == ((high * 2**32 + low) // 2**12 + 0.5) / 2**52


@by_the_book
@given(whole, st.integers(0, 2**20), whole, st.integers(0, 2**32 - 1))
def test_a_pair_is_two_calls(seed: int, half: int, who: int, nth: int) -> None:
    even, odd = uniform(seed, 2 * half, who, nth), uniform(seed, 2 * half + 1, who, nth)
    assert uniform_pair(seed, 2 * half, who, nth) == (even, odd)
    assert even != odd


def test_many_at_once_are_the_same_uniforms() -> None:
    who = np.array([0, 1, 4711, 2**40, -3])
    nth = np.array([0, 5, 2, 1, 7])
    assert uniforms(SEED, 7, who, nth).tolist() == [
        uniform(SEED, 7, int(w), int(n)) for w, n in zip(who, nth, strict=True)
    ]
    assert uniforms(SEED, 7, who, 2).tolist() == [uniform(SEED, 7, int(w), 2) for w in who]
    assert uniforms(SEED, 7, who[::2], nth[::2]).tolist() == uniforms(SEED, 7, who, nth)[::2].tolist()


def test_the_ends_are_never_reached_and_mirror_each_other() -> None:
    lowest, highest = (
        philox._unit(*map(philox._word, (0, 0))),
        philox._unit(*map(philox._word, (2**32 - 1,) * 2)),
    )
    assert lowest == 2.0**-53
    assert highest == 1.0 - 2.0**-53 < 1.0


@pytest.mark.parametrize("varied", ["what", "who", "nth", "replication"])
def test_neighbouring_names_have_unrelated_uniforms(varied: str) -> None:
    """Mean, variance, uniformity, and correlation with the next name, each within four standard errors."""
    n = 100_000
    count = np.arange(n)
    if varied == "who":
        u = uniforms(SEED, 3, count)
    elif varied == "nth":
        u = uniforms(SEED, 3, 4711, count)
    elif varied == "what":
        u = np.array([uniform(SEED, int(what), 4711, 2) for what in count])
    else:
        u = np.array([uniform(seed_of(1, int(replication)), 3, 4711, 2) for replication in count])
    centred = u - 0.5
    assert abs(centred.mean()) < 4 / np.sqrt(12 * n)
    assert abs((centred**2).mean() - 1 / 12) < 4 * np.sqrt(1 / 180 / n)
    assert abs(12 * (centred[1:] * centred[:-1]).mean()) < 4 / np.sqrt(n)
    in_tenths = np.bincount((u * 10).astype(int), minlength=10)
    assert ((in_tenths - n / 10) ** 2 / (n / 10)).sum() < 9 + 4 * np.sqrt(2 * 9)


def test_every_stream_is_registered_under_its_own_number() -> None:
    numbers = {name: stream.number for name, stream in STREAMS.items()}
    owners = [streams, *(import_module(module.name) for module in walk_packages(mechanisms.__path__, "sim.mechanisms."))]
    assert numbers == {name: n for module in owners for name, n in vars(module).items() if type(n) is int}
    assert list(numbers.values()) == sorted(numbers.values())
    assert numbers["CASE_GAP"] == 0
    assert len(set(numbers.values())) == len(numbers)
    assert all(0 <= n < 2**20 and stream.who and stream.nth for n, stream in zip(
        numbers.values(), STREAMS.values(), strict=True))
    assert STREAMS["PATIENCE"].block == STREAMS["BALK"].block != STREAMS["REDIALS"].block


def test_a_number_is_given_to_one_stream_only() -> None:
    with pytest.raises(ValueError, match="two random streams have the number 0: 'time until the next need, at unit rate'"):
        streams.stream("SOMETHING", 0, ("case_key", "0"), "something else")


def test_a_seed_holds_the_users_seed_and_the_replication() -> None:
    pairs = [(0, 0), (1, 0), (0, 1), (2**32 - 1, 2**31 - 1)]
    assert [seed_of(*pair) for pair in pairs] == [0, 1, 2**32, 2**63 - 1]


@pytest.mark.parametrize(
    ("run_seed", "replication", "told"),
    [
        (-1, 0, "run.seed = -1: must be a whole number from 0 to 4294967295."),
        (2**32, 0, "run.seed = 4294967296: must be a whole number from 0 to 4294967295."),
        (1.5, 0, "run.seed = 1.5: must be a whole number from 0 to 4294967295."),
        (1, -2, "replication = -2: must be a whole number from 0 to 2147483647."),
    ],
)
def test_a_seed_out_of_range_is_an_error(run_seed: int, replication: int, told: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(told) + "$"):
        seed_of(run_seed, replication)


EVERYTHING = """
import numpy as np
from sim.random.distributions import parse_distribution
from sim.random.philox import philox4x32, seed_of, uniform, uniform_pair, uniforms
from sim.random.sampling import draw, table
seed = seed_of(7, 2)
print(philox4x32(1, 2, 3, 4, 5, 6))
print(uniform(seed, 5, np.int64(2**40 + 1), np.int32(3)).hex())
print([u.hex() for u in uniform_pair(seed, 4, -9, 1)])
laws = [parse_distribution(text) for text in (
    "exactly 4 s", "exponential mean 180 s", "lognormal mean 300 s sigma 0.84", "gamma mean 50 s shape 0.3",
    "gamma mean 50 s shape 70", "uniform 10 s to 20 s", "3 % exactly 0 s + 7 % gamma mean 9 s cv 1 + 90 % never",
)]
rows, first = table(laws)
for start in first:
    print([draw(rows, start, u).hex() for u in uniforms(seed, 8, np.arange(200))])
"""


def test_the_same_bits_with_compilation_switched_off() -> None:
    """All draws, in a process of its own, where warnings (such as overflow) are errors."""
    told = []
    for disabled in ("0", "1"):
        environment = os.environ | {"NUMBA_DISABLE_JIT": disabled, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", EVERYTHING],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == 10
