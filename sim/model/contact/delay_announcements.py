"""Delay announcements: expected wait, effect on patience, and perceived wait."""

import math

from sim.jit import compiled


@compiled
def expected_wait_s(n_waiting: int, n_at_work: int, usual_handle_s: float) -> float:
    """Expected wait of the last customer in a queue [s], `n_waiting` including that customer.

    The queue advances whenever one of `n_at_work` agents finishes, every `usual_handle_s` / `n_at_work` seconds. Exact for
    exponential handle times in one queue without abandonment; too long with abandonment. The dispatcher counts all who wait
    by phone, and the agents who can take the caller.
    """
    return n_waiting * usual_handle_s / max(n_at_work, 1)


@compiled
def announced_wait_s(expected_s: float, factor: float, step_s: float) -> float:
    """Announced wait [s]: the expected wait times `factor` (1: honest; less: optimistic), rounded up to whole steps.

    >>> announced_wait_s(200.0, 1.0, 60.0), announced_wait_s(200.0, 0.5, 60.0)
    (240.0, 120.0)
    """
    return math.ceil(expected_s * factor / step_s) * step_s


@compiled
def informed_patience_s(patience_s: float, announced_s: float, balks_on_announcement: bool, factor: float) -> float:
    """Patience of a customer after the delay announcement [s].

    A customer who balks on the announcement and would not wait so long leaves at once; others have `factor` times
    their patience.

    Source: calibration C7, known and not re-read (medium): 3 to 10 points more leave at once, fewer later.
    """
    if balks_on_announcement and announced_s > patience_s:
        return 0.0
    return patience_s * factor


@compiled
def perceived_wait_s(wait_s: float, free_s: float, announced_s: float, promised_factor: float, broken_factor: float,
                called_back: bool, callback_factor: float) -> float:
    """Perceived wait [s]: the unannounced wait that would annoy as much as this one did.

    An announced minute counts `promised_factor`, a minute beyond the announcement `broken_factor`, a minute of waiting for
    a callback `callback_factor`. The first `free_s` count once in any case. Without an announcement (`announced_s` NaN)
    the perceived wait is the wait.

    Source: calibration I5, read for the form: the perceived wait matters more than the real one, and its slope is steeper
    beyond the announced wait; sizes are assumptions.

    >>> perceived_wait_s(200.0, 20.0, 120.0, 0.5, 2.0, False, 0.5)
    230.0
    """
    if called_back:
        return min(wait_s, free_s) + callback_factor * max(wait_s - free_s, 0.0)
    if math.isnan(announced_s):
        return wait_s
    promised_until_s = max(announced_s, free_s)
    promised_s = max(min(wait_s, promised_until_s) - free_s, 0.0)
    return min(wait_s, free_s) + promised_factor * promised_s + broken_factor * max(wait_s - promised_until_s, 0.0)
