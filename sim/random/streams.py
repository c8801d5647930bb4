"""The random streams: the purpose of a random number, and the meaning of its `who` and `nth`.

A stream's number is the `stream` of `sim.random.philox.uniform`. It is declared here once and never changes: another number gives
other results. An even stream and the odd one after it share one Philox block, so `uniform_pair` gives both at the cost of one:
streams that are drawn together form a pair.
"""

from typing import Final, NamedTuple


class Stream(NamedTuple):
    """One random stream.

    Attributes:
        name: of the constant that holds its number.
        number: unique; see `block`.
        who: what `who` is.
        nth: what `nth` is; "0" where it is always 0.
        decides: the outcomes that its numbers decide.
    """

    name: str
    number: int
    who: str
    nth: str
    decides: str

    @property
    def block(self) -> int:
        """The number of its Philox block; the other stream of the block has the same."""
        return self.number // 2


_declared: dict[int, Stream] = {}


def stream(name: str, number: int, subject: tuple[str, str], decides: str) -> int:
    """Declare a stream, and return its number.

    Args:
        name: of the constant that holds the number.
        number: unique; see `Stream`.
        subject: what `who` and `nth` are.
        decides: the outcomes that its numbers decide.

    Raises:
        ValueError: another stream has this number.
    """
    if number in _declared:
        raise ValueError(f"two random streams have the number {number}: {_declared[number].decides!r} and {decides!r}.")
    _declared[number] = Stream(name, number, *subject, decides)
    return number


def declared_streams() -> dict[str, Stream]:
    """The streams declared so far, by name, in order of number; `sim.mechanisms.STREAMS` has all."""
    return {one.name: one for _, one in sorted(_declared.items())}


# --- what `who` and `nth` are ---------------------------------------------------------------------------------------

BY_FIRST_CONTACT = ("day, contact type and block of customers in one number", "the position in that sequence")
BY_CASE = ("case_key", "0")
BY_CONTACT = ("case_key", "number of the contact in the case")
BY_CONTACT_OR_CASE = ("case_key", f"{BY_CONTACT[1]} + 2^20 * tier; 0 where the case keeps its patience")
BY_CONVERSATION = ("case_key", "16 * number of the conversation in the case + tier")
BY_CASE_OR_CONVERSATION = ("case_key", f"{BY_CONVERSATION[1]}; 0 for what the case keeps")
BY_CUSTOMER = ("customer_id", "0")
BY_CUSTOMER_AND_DAY = ("customer_id", "day")
BY_AGENT = ("agent_id", "0")
BY_AGENT_AND_DAY = ("agent_id", "day")
BY_WEEK = ("week", "0")
BY_DAY = ("day", "0")

# --- the streams ----------------------------------------------------------------------------------------------------

# first contacts
CASE_GAP: Final = stream("CASE_GAP", 0, BY_FIRST_CONTACT, "time until the next need, at unit rate")
CUSTOMER_CHOICE: Final = stream("CUSTOMER_CHOICE", 1, BY_FIRST_CONTACT, "which customer has it")

# contacts
REOPENING: Final = stream("REOPENING", 26, BY_CONTACT, "when a contact that fell in closed hours comes after opening")
TIME_OF_DAY: Final = stream("TIME_OF_DAY", 23, BY_CONTACT, "time of day of a contact that may come at any time of its day")

# conversations
NEED: Final = stream("NEED", 6, BY_CASE_OR_CONVERSATION, "time that the case needs")
WRAP: Final = stream("WRAP", 7, BY_CONVERSATION, "after-call work")
TRANSFERRED: Final = stream("TRANSFERRED", 17, BY_CONVERSATION, "whether it ends in a transfer")
SOLVED: Final = stream("SOLVED", 18, BY_CONVERSATION, "whether it solves the case")

# customers
CONTACT_PROPENSITY: Final = stream("CONTACT_PROPENSITY", 36, BY_CUSTOMER, "contact propensity")
FIRST_ATTITUDE: Final = stream("FIRST_ATTITUDE", 37, BY_CUSTOMER, "attitude at the start")
SCORE_HABIT: Final = stream("SCORE_HABIT", 39, BY_CUSTOMER, "habit of giving scores")
PAST_YEARS: Final = stream("PAST_YEARS", 40, BY_CUSTOMER, "years as a customer before the run")

# agents
FREE_AGENT: Final = stream("FREE_AGENT", 27, ("agent_id", "how often the agent became idle, and the day"), "rank among the idle")

# days
BUSYNESS: Final = stream("BUSYNESS", 32, BY_DAY, "how busy the day is")
INTERVAL: Final = stream("INTERVAL", 33, ("day", "interval of the day's profile"), "how busy the interval is")
