"""What those hear who wait, and which way customers take to reach us (M26, M27)."""

from sim.params.declare import Quantities, probability, quantity


class Announcements(Quantities):
    """What callers are told while they wait, and whether we call them back (M27)."""

    announce_from_s: float | None = quantity("s", "expected wait from which callers are told of it; null for silence", 0, 36000,
                                             "Times are in seconds: write 3 minutes as 180.")
    announced_factor: float = quantity("", "announced wait as a multiple of the expected one: 1 is honest, less is rosy", 0, 10)
    announced_step_s: float = quantity("s", "the announced wait is rounded up to whole steps of this", 1, 3600)
    usual_handle_s: float = quantity("s", "handle time with which expected waits are worked out", 1, 36000)
    heed_prob: float = probability("share of those with less patience than was announced who hang up at once (C7)")
    informed_patience_factor: float = quantity("", "patience of those who stay, told how long it takes, as a multiple", 0.1, 10)
    promised_anger_factor: float = quantity("", "anger per minute up to the announced wait, as a multiple of that in silence",
                                            0, 10)
    broken_anger_factor: float = quantity("", "anger per minute beyond the announced wait, as a multiple (I5)", 0, 10)
    call_back_from_s: float | None = quantity("s", "expected wait from which a call-back is offered; null for never", 0, 36000,
                                              "Times are in seconds: write 3 minutes as 180.")
    call_back_accept_prob: float = probability("share of those who are offered a call-back who take it")
    call_back_reached_prob: float = probability("chance that the customer answers when we call back")
    call_back_most_calls: int = quantity("", "times that we try before the contact is lost", 1, 20)
    call_back_retry_s: float = quantity("s", "time until we try again", 1, 86400)
    call_back_anger_factor: float = quantity("", "anger per minute while waiting for our call, as a multiple of that on the line",
                                             0, 10)
