"""The sentences of the animation, by the key that its scripts use."""

from collections.abc import Mapping

from sim.findings.labels import CONTACT_TYPE_LABELS
from sim.findings.story_texts import STORY
from sim.i18n.translate import Message, Plural, Translator, message

_SENTENCES: Mapping[str, Message] = {
    "title": message("Fast or effective? The same customers, two centres"),
    "title_other": message("The same day, the same customers"),
    "language": message("Language"),
    "lesson": message("Lesson"),
    "help": message("Help"),
    "close": message("Close"),
    "gap": message("Clock and difference"),
    "controls": message("Time and speed"),
    "key": message("What the signs mean"),
    "story": message("The story so far"),
    "story_empty": message("Click a customer or an agent to read the story so far."),
    "not_yet": message("Has not called yet."),
    "play": message("Play"),
    "pause": message("Pause"),
    "step": message("To the next event"),
    "step_back": message("To the previous event"),
    "scrub": message("Time of day"),
    "speed": message("Speed"),
    "effective": message("The effective centre"),
    "fast": message("The fast centre"),
    "neutral.0": message("Centre A"),
    "neutral.1": message("Centre B"),
    "neutral_in_sentence.0": message("centre A"),
    "neutral_in_sentence.1": message("centre B"),
    "hide_names": message("Hide names"),
    "show_names": message("Show names"),
    "revealed": message("{neutral}: {name}"),
    "nps": message("NPS this morning {nps}"),
    "door": message("Door"),
    "queue": message("Waiting"),
    "desks": message("Agents"),
    "lane": message("Not solved: they call again"),
    "later": message("another day"),
    "min": message("{n} min"),
    "s": message("{n} s"),
    "counter.solved": message("solved"),
    "counter.repeats": message("called again"),
    "counter.waiting": message("waiting now"),
    "counter.per_solved_min": message("min of work per solved case"),
    "counter.satisfied": message("very satisfied"),
    "difference": message("{centre}: {solved} solved, {repeats} called again, {work} min of work per solved case"),
    "difference_none": message("The centre is about to open."),
    "summary": message(
            "{centre}: {solved} solved, {repeats} called again, {waiting} waiting now, {work} minutes of work per solved case, "
            "{satisfied}% very satisfied."),
    "key.first": message("calls for the first time"),
    "key.again": message("calls again; the number is the number of calls"),
    "key.waiting": message("the arc grows with the wait: full at 5 min; ! after 1 min"),
    "key.solved": message("helped: the problem is solved"),
    "key.lost": message("gone without help"),
    "key.ring": message("conversation; the mark at the top is {mark} s, the second ring is time after it"),
    "key.tense": message("conversation close to the cap"),
    "key.hold": message("on hold, or with a team leader"),
    "key.agent": message("agent; the fill shows energy"),
    "key.tired": message("agent with little energy"),
    "key.break": message("on a break or not at work"),
    "key.writes": message("after-call work"),
    "customer": message("Customer {id}, the same person in both centres"),
    "customer_other": message(
            "Customer {id}; the first call differs, because hours or contact types differ between the centres"),
    "agent": message("Agent {agent}, {centre}"),
    "agent_conversations": message("In a conversation."),
    "agent_writes": message("After-call work."),
    "agent_free": message("Free."),
    "agent_break": message("On a break."),
    "agent_off": message("Not at work."),
    "agent_done": message("{talks} conversations so far: {solved} solved the case, {cut} were cut short."),
    "agent_work": message("{minutes} minutes of work. Energy left: {energy}%."),
    "agent_strain": message("Strain at the start of the day: {strain} of 100."),
    "yesterday": message("yesterday"),
    "days_ago": message("{n} days ago"),
    "help_text": message(
            "Two centres, one day. The same customers call at the same moments. Circles call for the first time, triangles "
            "call again. A customer who is not helped follows the dashed lane back to the door, or calls again another day."),
    "help_names": message(
            "Until a class has guessed, the names of the centres can be hidden: the lesson calls them A and B until its "
            "explanation, and so does “Hide names”, the key A, or #ab at the end of the address."),
    "help_energy": message(
            "An agent’s fill shows energy: full is rested; empty means service that is {sd} standard deviations less friendly, "
            "caused by strain and by talk time since the last break. “Very satisfied” is the mean over conversations of the "
            "probability that the customer is very satisfied."),
    "keys.space": message("Space"),
    "keys.play": message("play or pause"),
    "keys.minute": message("one minute back or forward; with Shift ten"),
    "keys.event": message("previous or next event"),
    "keys.speed": message("faster, slower"),
    "keys.person": message("next or previous person; the story is read out"),
    "keys.say": message("read out the current numbers"),
    "keys.lesson": message("the lesson"),
    "keys.names": message("names of the centres, or A and B"),
    "keys.close": message("deselect the person"),
    "act1": message("Act 1: Predict"),
    "act1_text": message(
            "Two centres with the same number of agents and the same customers. In {effective} a conversation takes as long as "
            "the problem needs. In {fast} no conversation may last longer than {mark} seconds, and agents see the clock. "
            "Vote before you watch:"),
    "ask.solved": message("Which centre has solved more cases when the day is over?"),
    "ask.calls": message("Which centre gets more calls during the day?"),
    "ask.work": message("In which centre does a solved case take more minutes of work?"),
    "option.effective": message("the effective centre"),
    "option.fast": message("the fast centre"),
    "option.same": message("no difference"),
    "to_act2": message("Watch"),
    "act2": message("Act 2: Watch ({nth} of {all})."),
    "watch.ring": message(
            "Look at the ring around an agent: a full turn is {mark} seconds. What happens at the mark in each centre? How "
            "would you end the conversation in the last ten seconds?"),
    "watch.same": message(
            "Follow one customer. Find someone whose conversation was cut short in {fast}: where is the same "
            "person in the other centre? Read both stories."),
    "watch.back": message(
            "Now watch the triangles. Who are they? Where do they come from, and who waits because of them?"),
    "watch.end": message(
            "Go to the end of the day. Look at the agents’ energy and at the number under “another day”. Who pays for it?"),
    "watch_play": message("Play this part"),
    "watch_pick": message("Find someone for me"),
    "watch_next": message("Next"),
    "act3": message("Act 3: Explain"),
    "answer": message("Answer"),
    "voted_right": message("so did you"),
    "voted_wrong": message("you answered: {vote}"),
    "why": message("Why?"),
    "because.cut": message(
            "In the fast centre {cut} of {answered} conversations ended before the problem had the time it needed."),
    "because.back": message(
            "Customers who were not helped called again: {repeats_fast} of the calls were repeat calls, against {repeats_calm}."),
    "because.work": message(
            "So a solved case took {work_fast} minutes of work, against {work_calm}: each conversation was shorter, each "
            "solution more costly."),
    "because.waits": message(
            "The mean wait was {wait_fast}, against {wait_calm}. Short conversations can shorten the queue and still lose."),
    "because.felt": message("{happy_fast}% of the conversations left a very satisfied customer, against {happy_calm}%."),
    "discuss": message("Discuss"),
    "discuss.own": message("Which number blinks on your own agents’ screens? What does it make them do near the limit?"),
    "discuss.when": message(
            "When would the fast centre win? (When a conversation that is cut short solves nearly as much, or when customers "
            "who were not helped never call again.)"),
    "discuss.measure": message("Which one number would show the difference to your manager tomorrow?"),
    "honest": message(
            "This is one random day. The report of the experiment fast_is_not_efficient shows the result over many simulated "
            "years with intervals, and the assumptions at which it turns."),
    "again": message("Vote again"),
}
_PLURALS: Mapping[str, Plural] = {
    "back_in": Plural("Will call again tomorrow.", "Will call again in {n} days."),
}


def sentences(tr: Translator) -> dict[str, str]:
    """Every sentence in one language, with its placeholders; singular and plural where it has a number."""
    found = {key: tr.text(text.id) for key, text in _SENTENCES.items()}
    found |= {f"story.{key}": tr.text(text.id) for key, text in STORY.items()}
    found |= {f"type.{key}": tr.text(text.id) for key, text in CONTACT_TYPE_LABELS.items()}
    for key, forms in _PLURALS.items():
        found |= {f"{key}.one": tr.plural_text(*forms, n=1), f"{key}.many": tr.plural_text(*forms, n=2)}
    return found
