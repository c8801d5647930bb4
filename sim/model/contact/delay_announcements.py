"""What callers are told of their wait, what it does to their patience, and how the wait then feels (M27)."""

import math

from sim.jit import compiled


@compiled
def expected_wait_s(n_waiting: int, n_at_work: int, usual_handle_s: float) -> float:
    """The wait [s] of the last in a queue: `n_waiting`, itself included, at a usual talk for each who is at work.

    The queue moves up by one whenever one of `n_at_work` agents is done, every usual_handle_s / n_at_work; exact for
    exponential handle times in one queue of which nobody gives up, too long where some do. A switchboard counts all who
    wait on the line, and the agents who can take the caller.
    """
    return n_waiting * usual_handle_s / max(n_at_work, 1)


@compiled
def announced_wait_s(expected_s: float, factor: float, step_s: float) -> float:
    """What the caller hears [s]: the expected wait times `factor` (1 honest, less rosy), rounded up to whole steps.

    >>> announced_wait_s(200.0, 1.0, 60.0), announced_wait_s(200.0, 0.5, 60.0)
    (240.0, 120.0)
    """
    return math.ceil(expected_s * factor / step_s) * step_s


@compiled
def informed_patience_s(patience_s: float, announced_s: float, heeds: bool, factor: float) -> float:
    """Patience [s] of someone who has been told the wait.

    Who would not wait so long, and heeds it, leaves at once; whoever stays bears `factor` times as much.

    Source: calibration C7, known and not re-read (medium): 3 to 10 points more leave at once, fewer later.
    """
    if heeds and announced_s > patience_s:
        return 0.0
    return patience_s * factor


@compiled
def felt_wait_s(wait_s: float, free_s: float, announced_s: float, promised_factor: float, broken_factor: float,
                called_back: bool, call_back_factor: float) -> float:
    """The wait in silence [s] that would have felt as this one did.

    A minute that was announced counts `promised_factor`, a minute beyond the promise `broken_factor`, one of waiting for
    our call `call_back_factor`. The first `free_s` nobody minds either way. In silence (`announced_s` NaN) it is the wait.

    Source: calibration I5, read for the form: the felt wait matters more than the real one, and its slope is steeper
    beyond the promised wait; sizes are assumptions.

    >>> felt_wait_s(200.0, 20.0, 120.0, 0.5, 2.0, False, 0.5)
    230.0
    """
    if called_back:
        return min(wait_s, free_s) + call_back_factor * max(wait_s - free_s, 0.0)
    if math.isnan(announced_s):
        return wait_s
    promised_until_s = max(announced_s, free_s)
    promised_s = max(min(wait_s, promised_until_s) - free_s, 0.0)
    return min(wait_s, free_s) + promised_factor * promised_s + broken_factor * max(wait_s - promised_until_s, 0.0)
