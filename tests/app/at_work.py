"""Works that a test gives to real workers, who find them by their module's name."""

from multiprocessing.connection import Connection
from typing import Any

from sim.execution.cancellation import Cancelled, continue_check


def goes_on(app: Connection, task: Any, token: int) -> None:
    """Say that it has begun, and go on while somebody waits; the app's word ends it, where a test has failed."""
    app.send("begun")
    should_continue = continue_check(token)
    while should_continue() and not app.poll():
        pass
    if not should_continue():
        raise Cancelled
