"""A replication that ends early, when nobody waits for it any more."""

from collections.abc import Callable

from sim.model.finance.ledger import Keeper
from sim.params import Params, Run
from sim.schema import Record
from sim.year import Life


class GivenUp(Exception):
    """Nobody waits for this replication any more."""


def live_while_wanted(
    params: Params, run: Run, replication: int, is_wanted: Callable[[], bool], keep: Keeper | None = None
) -> Record:
    """Live a replication as `sim.year.live` does, and ask before each day whether it is still wanted.

    Raises:
        GivenUp: it is not.
        QueueTooLong: the queue grew past `centre.longest_queue`.
    """
    if not is_wanted():  # before the first customers are found, which takes as long as many days
        raise GivenUp
    return _Asking(params, run, replication, is_wanted, keep).live()


class _Asking(Life):
    """A centre that goes on as long as somebody waits for it; asking changes nothing."""

    def __init__(
        self, params: Params, run: Run, replication: int, is_wanted: Callable[[], bool], keep: Keeper | None
    ) -> None:
        super().__init__(params, run, replication, keep)
        self.is_wanted = is_wanted

    def night(self, day: int) -> None:
        """Go on to a next day only if it is wanted."""
        super().night(day)
        if day + 1 < self.n_days and not self.is_wanted():
            raise GivenUp
