"""Tasks for real workers, which import them by the module's name."""

from multiprocessing.connection import Connection
from typing import Any

from sim.execution.cancellation import Cancelled, continue_check


def goes_on(app: Connection, task: Any, token: int) -> None:
    """Report the start, and run until cancelled; the service ends it if a test has failed."""
    app.send("begun")
    should_continue = continue_check(token)
    while should_continue() and not app.poll():
        pass
    if not should_continue():
        raise Cancelled
