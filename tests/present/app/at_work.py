"""Works that a test gives to real workers, who find them by their module's name."""

from multiprocessing.connection import Connection
from typing import Any

from sim.app.tickets import still_wanted


def goes_on(desk: Connection, task: Any, ticket: int) -> None:
    """Say that it has begun, and go on while somebody waits; the desk's word ends it, where a test has failed."""
    desk.send("begun")
    is_wanted = still_wanted(ticket)
    while is_wanted() and not desk.poll():
        pass
