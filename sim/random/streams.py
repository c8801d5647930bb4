"""The random streams: the purpose of a random number, and the meaning of its `who` and `nth`.

A stream's number is the `stream` of `sim.random.philox.uniform`. It is declared here once and never changes: another number gives
other results. An even stream and the odd one after it share one Philox block, so `uniform_pair` gives both at the cost of one:
streams that are drawn together form a pair.
"""

from typing import Final, NamedTuple


class Stream(NamedTuple):
    """One random stream.

    Attributes:
        name: as in this module.
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


_declared: dict[int, tuple[str, str, str]] = {}


def _stream(number: int, subject: tuple[str, str], decides: str) -> int:
    """Declare a stream, and return its number.

    Raises:
        ValueError: another stream has this number.
    """
    if number in _declared:
        raise ValueError(f"two random streams have the number {number}: {_declared[number][2]!r} and {decides!r}.")
    _declared[number] = (*subject, decides)
    return number


# --- what `who` and `nth` are ---------------------------------------------------------------------------------------

_FIRST_CONTACT = ("day, contact type and block of customers in one number", "the position in that sequence")
_CASE = ("case_key", "0")
_CONTACT = ("case_key", "number of the contact in the case")
_CONTACT_OR_CASE = ("case_key", f"{_CONTACT[1]} + 2^20 * tier; 0 where the case keeps its patience")
_CONVERSATION = ("case_key", "16 * number of the conversation in the case + tier")
_CASE_OR_CONVERSATION = ("case_key", f"{_CONVERSATION[1]}; 0 for what the case keeps")
_CUSTOMER = ("customer_id", "0")
_CUSTOMER_AND_DAY = ("customer_id", "day")
_AGENT = ("agent_id", "0")
_AGENT_AND_DAY = ("agent_id", "day")
_WEEK = ("week", "0")
_DAY = ("day", "0")

# --- the streams ----------------------------------------------------------------------------------------------------

# first contacts
CASE_GAP: Final = _stream(0, _FIRST_CONTACT, "time until the next need, at unit rate")
CUSTOMER_CHOICE: Final = _stream(1, _FIRST_CONTACT, "which customer has it")

# contacts
PATIENCE: Final = _stream(2, _CONTACT_OR_CASE, "patience")
BALK: Final = _stream(3, _CONTACT_OR_CASE, "whether the customer balks")
REDIALS: Final = _stream(4, _CONTACT, "whether a customer who got no answer contacts us again")
REDIAL_DELAY: Final = _stream(5, _CONTACT, "time until then")
BALKS_ON_ANNOUNCEMENT: Final = _stream(80, _CONTACT, "whether a customer with less patience than the announced wait leaves")
CALLBACK: Final = _stream(81, _CONTACT, "whether a call-back is accepted")
REACHED: Final = _stream(82, ("case_key", "16 * number of the contact + calls made so far"), "whether a call-back is answered")
CHANNEL: Final = _stream(84, _CASE, "the channel of the first contact")
ALSO_CALLS: Final = _stream(86, _CONTACT, "whether the sender calls when an answer is late")
SILENT_ABANDONMENT: Final = _stream(88, _CONTACT, "whether an abandoned chat looks open")
REOPENING: Final = _stream(26, _CONTACT, "when a contact that fell in closed hours comes after opening")
TIME_OF_DAY: Final = _stream(23, _CONTACT, "time of day of a contact that may come at any time of its day")

# conversations
NEED: Final = _stream(6, _CASE_OR_CONVERSATION, "time that the case needs")
WRAP: Final = _stream(7, _CONVERSATION, "after-call work")
DECISION_NEEDED: Final = _stream(8, _CASE, "whether the case needs a decision")
WITHIN_AUTHORITY: Final = _stream(9, _CONVERSATION, "whether the agent may take it")
ESCALATES_OR_REFUSED: Final = _stream(10, _CONVERSATION, "what becomes of it otherwise")
MISUSED: Final = _stream(11, _CONVERSATION, "whether the agent's decision over-compensates")
OPENED: Final = _stream(12, _CONVERSATION, "whether open questions lead it")
WHAT_ELSE: Final = _stream(13, _CONVERSATION, "whether the next steps are given too")
ENFORCED: Final = _stream(14, _CONVERSATION, "whether the cap is enforced")
CAP_CONVERGENCE: Final = _stream(15, _CONVERSATION, "where below a visible cap it ends")
GAMED: Final = _stream(16, _CONVERSATION, "whether the agent hangs up early for a bonus")
TRANSFERRED: Final = _stream(17, _CONVERSATION, "whether it ends in a transfer")
SOLVED: Final = _stream(18, _CONVERSATION, "whether it solves the case")
TEAM_LEADER_TIME: Final = _stream(19, _CONVERSATION, "time that a team leader gives")
RUDE: Final = _stream(64, _CASE, "whether the customer is rude")
OUR_FAILURE: Final = _stream(65, _CASE, "whether the case is a failure of ours, and how severe")
TAKES_PERSONALLY: Final = _stream(66, _CONVERSATION, "whether the agent takes it personally")
ESCALATES_EARLY: Final = _stream(67, _CONVERSATION, "what the agent then does")
OPENING_PHRASE: Final = _stream(68, _CONVERSATION, "how it is opened")
SMALL_EXTRA: Final = _stream(69, _CONVERSATION, "whether the agent adds a small extra")

# what follows
RETURNS: Final = _stream(20, ("case_key", "number of the conversation in the case"), "whether an unsolved case comes again")
RETURN_DAY: Final = _stream(21, ("case_key", "number of the conversation in the case"), "on which day")
REPEAT_DELAY: Final = _stream(22, ("case_key", "number of the conversation in the case"), "time until then")
NEXT_ISSUE: Final = _stream(24, _CASE, "whether a solved case leads to a next one")
NEXT_DELAY: Final = _stream(25, _CASE, "time until the next case")
SEVERITY: Final = _stream(134, _CASE, "how much the case matters to the customer")
COMPLAINS: Final = _stream(135, _CASE, "whether a dissatisfied customer complains")
COMPLAINT_DELAY: Final = _stream(136, _CASE, "time until the complaint")
MENTIONS: Final = _stream(138, _CONTACT, "whether the customer tells others")
N_LISTENERS: Final = _stream(139, _CONTACT, "how many the customer tells")

# needs and their causes
HELP_TRIED: Final = _stream(34, _CASE, "whether the customer has tried the help function")
HELP_ENOUGH: Final = _stream(35, _CASE, "whether that was enough")
CAUSE: Final = _stream(96, _CASE, "cause of the first case of a chain of cases")
CAUSE_REMOVED: Final = _stream(97, _CASE, "whether the need no longer arises when the cause is fixed")
LOGGED: Final = _stream(98, ("case_key", "number of the conversation in the case"), "whether the agent logs the cause")
REVIEWED: Final = _stream(99, _CASE, "whether a bad review names it")
MESSAGE_HELPS: Final = _stream(100, _CASE, "whether a message makes the contact needless")
TIP_HELPS: Final = _stream(101, _CASE, "whether a tip has made the contact needless")
CAUSE_OWNED: Final = _stream(102, ("cause", "0"), "whether its owner acts")

# customers
CONTACT_PROPENSITY: Final = _stream(36, _CUSTOMER, "contact propensity")
FIRST_ATTITUDE: Final = _stream(37, _CUSTOMER, "attitude at the start")
LIFETIME: Final = _stream(38, _CUSTOMER, "hazard until the customer leaves")
SCORE_HABIT: Final = _stream(39, _CUSTOMER, "habit of giving scores")
PAST_YEARS: Final = _stream(40, _CUSTOMER, "years as a customer before the run")
CAPTIVE: Final = _stream(128, _CUSTOMER, "whether something but loyalty keeps the customer")
WALLET_HABIT: Final = _stream(129, _CUSTOMER, "habit of buying from us")
OFFER_HEARD: Final = _stream(130, _CUSTOMER, "whether a competitor's offer reaches the customer")
OFFER_TAKEN: Final = _stream(131, _CUSTOMER, "whether it is taken")
SEEN_VIRAL: Final = _stream(132, _CUSTOMER_AND_DAY, "whether the customer sees a public case")

# agents
FREE_AGENT: Final = _stream(27, ("agent_id", "how often the agent became idle, and the day"), "rank among the idle")
SPEED: Final = _stream(48, _AGENT, "speed")
AGENT_MANNER: Final = _stream(49, _AGENT, "manner")
TIME_TO_QUIT: Final = _stream(50, _AGENT, "hazard until the agent quits")
PAST_TENURE: Final = _stream(51, _AGENT, "tenure at the start")
ILL: Final = _stream(52, _AGENT_AND_DAY, "whether the agent is ill")
OTHER_ABSENCE: Final = _stream(53, _AGENT_AND_DAY, "whether the agent has leave or a course")
HOLIDAY_WEEK: Final = _stream(54, _WEEK, "which agents have holiday")
MISPLACED_SHIFT: Final = _stream(56, _AGENT_AND_DAY, "a shift that is laid amiss")
MISPLACED_LUNCH: Final = _stream(57, _AGENT_AND_DAY, "a lunch that is laid amiss")
MISPLACED: Final = _stream(58, _AGENT_AND_DAY, "whether the agent's day is laid amiss")
LATE: Final = _stream(59, ("agent_id", "8 * day + number of the break"), "how late a break begins")

# days
BUSYNESS: Final = _stream(32, _DAY, "how busy the day is")
INTERVAL: Final = _stream(33, ("day", "interval of the day's profile"), "how busy the interval is")
PRODUCT_CHANGE: Final = _stream(55, _DAY, "whether a product changes")
FORECAST: Final = _stream(60, _DAY, "error of the day's forecast")
INCIDENT: Final = _stream(103, _DAY, "whether an incident happens")

STREAMS: Final[dict[str, Stream]] = {
    name: Stream(name, number, *_declared[number])
    for number, name in sorted((number, name) for name, number in globals().items() if isinstance(number, int))}
"""Every stream by its name, in order of number: the two of a block stand together."""
