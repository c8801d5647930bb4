"""The texts in English: the stage, its lesson, and what cases are about."""

from typing import Final

ENGLISH_STAGE: Final[dict[str, str]] = {
    # --- kinds of cases ---
    "kind.billing": "a bill",
    "kind.delivery": "a delivery",
    "kind.technical": "a technical problem",
    "kind.contract_change": "a change of contract",
    "kind.complaint": "a complaint",
    "kind.call": "a call",
    # --- the stage ---
    "stage.title": "Fast or effective? The same customers, two centres",
    "stage.title_other": "The same day, the same customers",
    "stage.language": "Language",
    "stage.lesson": "Lesson",
    "stage.help": "Help",
    "stage.close": "Close",
    "stage.gap": "Clock and difference",
    "stage.controls": "Time and speed",
    "stage.key": "What the signs mean",
    "stage.story": "The story so far",
    "stage.story_empty": "Click a customer or an agent to read the story so far.",
    "stage.not_yet": "Has not called yet.",
    "stage.play": "Play",
    "stage.pause": "Pause",
    "stage.step": "To the next event",
    "stage.step_back": "To the event before",
    "stage.scrub": "Time of day",
    "stage.speed": "Speed",
    "stage.effective": "The effective centre",
    "stage.fast": "The fast centre",
    "stage.nps": "NPS this morning {nps}",
    "stage.door": "Door",
    "stage.queue": "Waiting",
    "stage.desks": "Agents",
    "stage.lane": "Not solved: they come back",
    "stage.later": "another day",
    "stage.min": "{n} min",
    "stage.s": "{n} s",
    "stage.counter.solved": "solved",
    "stage.counter.repeats": "came back",
    "stage.counter.waiting": "waiting now",
    "stage.counter.per_solved_min": "min of work per solved case",
    "stage.counter.satisfied": "very satisfied",
    "stage.difference": "{centre}: {solved} solved, {repeats} came back, {work} min of work per solved case",
    "stage.difference_none": "The doors are about to open.",
    "stage.summary": (
        "{centre}: {solved} solved, {repeats} came back, {waiting} waiting now, {work} minutes of work per solved "
        "case, {satisfied} % very satisfied."
    ),
    "stage.key.first": "calls for the first time",
    "stage.key.again": "comes back; the number says which time",
    "stage.key.waiting": "the arc grows with the wait: full at 5 min",
    "stage.key.agent": "agent; the filling is energy",
    "stage.key.ring": "talk; the mark on top is {mark} s",
    "stage.customer": "Customer {id}, the same person in both centres",
    "stage.agent": "Agent {agent}, {centre}",
    "stage.agent_talks": "In a talk.",
    "stage.agent_writes": "Work after the call.",
    "stage.agent_free": "Free.",
    "stage.agent_break": "On a break.",
    "stage.agent_off": "Not at work.",
    "stage.agent_done": "{talks} talks so far: {solved} solved the case, {cut} were cut short.",
    "stage.agent_work": "{minutes} minutes of work. Energy left: {energy} %.",
    "stage.agent_strain": "Strain brought along this morning: {strain} of 100.",
    "stage.back_in.one": "Will call again tomorrow.",
    "stage.back_in.many": "Will call again in {n} days.",
    "stage.yesterday": "yesterday",
    "stage.days_ago": "{n} days ago",
    "stage.help_text": (
        "Two centres, one day. The same customers reach for the telephone at the same moments. Circles call for the first "
        "time, triangles come back. Whoever is not helped walks the dashed lane back to the door, or comes another day."
    ),
    "stage.help_energy": (
        "An agent\u2019s filling is energy: full is rested, empty is a manner {sd} standard deviations poorer, from "
        "strain and from talk since the last break. \u201cVery satisfied\u201d is the mean of each talk\u2019s chance."
    ),
    "stage.keys.play": "play or pause",
    "stage.keys.minute": "a minute back or on; with Shift ten",
    "stage.keys.event": "to the event before or the next one",
    "stage.keys.speed": "faster, slower",
    "stage.keys.person": "next or previous person; the story is read out",
    "stage.keys.say": "say how it stands",
    "stage.keys.lesson": "the lesson",
    "stage.keys.close": "let go of the person",
    # --- the lesson ---
    "stage.act1": "Act 1: Predict",
    "stage.act1_text": (
        "Two centres, equally many agents, the same customers. In the fast one no talk may last longer than 180 "
        "seconds, and agents see the clock. In the effective one a talk takes the time that the problem takes. Raise "
        "hands before you watch:"
    ),
    "stage.ask.solved": "Which centre has solved more cases when the day is over?",
    "stage.ask.calls": "Which centre gets more calls in the day?",
    "stage.ask.work": "Where does a solved case take more minutes of work?",
    "stage.option.effective": "the effective one",
    "stage.option.fast": "the fast one",
    "stage.option.same": "no difference",
    "stage.to_act2": "Watch",
    "stage.act2": "Act 2: Watch ({nth} of {all}).",
    "stage.watch.ring": (
        "Look at the ring round an agent: a full turn is 180 seconds. What happens at the mark in each centre? "
        "What would you say to the customer in the last ten seconds?"
    ),
    "stage.watch.same": (
        "Follow one customer. Find somebody whose talk was cut short in the fast centre: where is the same person in "
        "the other one? Read both stories."
    ),
    "stage.watch.back": "Now watch the triangles. Who are they? Where do they come from, and who waits because of them?",
    "stage.watch.end": (
        "To the end of the day. Look at the agents\u2019 energy and at the number under \u201canother day\u201d. Who pays "
        "for it?"
    ),
    "stage.watch_play": "Play this part",
    "stage.watch_pick": "Find somebody for me",
    "stage.watch_next": "Next",
    "stage.act3": "Act 3: Explain",
    "stage.answer": "Answer",
    "stage.voted_right": "you said so too",
    "stage.voted_wrong": "you said: {vote}",
    "stage.why": "Why?",
    "stage.because.cut": "In the fast centre {cut} of {answered} talks were ended before the problem had its time.",
    "stage.because.back": "Who was not helped called again: {repeats_fast} of the calls were repeats, against {repeats_calm}.",
    "stage.because.work": (
        "So a solved case took {work_fast} minutes of work, against {work_calm}: every talk shorter, every solution dearer."
    ),
    "stage.because.waits": (
        "The mean wait was {wait_fast}, against {wait_calm}. Short talks can shorten the queue, and still lose."
    ),
    "stage.because.felt": "{happy_fast} % of the talks left somebody very satisfied, against {happy_calm} %.",
    "stage.discuss": "Talk about it",
    "stage.discuss.own": "Which number blinks on your own agents\u2019 screens? What does it make them do near the limit?",
    "stage.discuss.when": (
        "When would fast win? (When a talk that is cut short still solves nearly as much, or when those who were not helped "
        "never call again.)"
    ),
    "stage.discuss.measure": "Which one number would show the difference to your manager tomorrow?",
    "stage.honest": (
        "This is one day and one luck. Over many years, with intervals, the report of the experiment "
        "fast_is_not_efficient tells how sure it is, and at which assumptions it turns."
    ),
    "stage.again": "Vote again",
}
