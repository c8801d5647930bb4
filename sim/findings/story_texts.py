"""Sentences about the events of one contact, for the report's story and the animation."""

from collections.abc import Mapping

from sim.i18n.translate import Message, message

STORY: Mapping[str, Message] = {
    "calls": message("Calls for the first time. The problem: {contact_type}."),
    "calls_again": message("Calls again about the same problem."),
    "tries_again": message("Calls again after no answer."),
    "writes": message("Writes an email. The problem: {contact_type}."),
    "chats": message("Opens a chat. The problem: {contact_type}."),
    "told": message("Hears an expected wait of {wait}."),
    "callback": message("Chooses to be called back."),
    "answered": message("Agent {agent} answers after a wait of {wait}."),
    "answered_at_once": message("Agent {agent} answers at once."),
    "called_back": message("Agent {agent} calls back after {wait}."),
    "email_answered": message("Agent {agent} answers {wait} later."),
    "balked": message("No agent is free. Hangs up at once."),
    "blocked": message("Gets the busy tone."),
    "abandoned": message("Gives up after waiting {wait}."),
    "not_reached": message("Does not answer our callback {wait} later."),
    "superseded": message("Has no answer after {wait}, and calls."),
    "turned_away": message("The centre closes; {wait} waited in vain."),
    "transferred": message("Is transferred to a colleague and waits {wait}."),
    "by_team_leader": message("The agent may not decide and asks a team leader: {wait} on hold."),
    "by_agent": message("The agent may decide this alone."),
    "refused": message("Hears “I am not allowed to do that”."),
    "what_else": message("The agent also explains the next two or three steps."),
    "cut_short": message("Cut short after {length}; the problem needed {needed}."),
    "ends": message("The conversation ends after {length}."),
    "whole": message("The call ends {length} after the answer: {parts}."),
    "part_talk": message("{length} with agents"),
    "part_transfer": message("{length} waiting for a colleague"),
    "part_hold": message("{length} on hold"),
    "part_team_leader": message("{length} with the team leader"),
    "part_chat": message("{length} waiting for replies"),
    "solved": message("Solved."),
    "unsolved": message("Not solved."),
    "satisfied": message("Probability that the customer is very satisfied: {share}."),
    "then_repeat": message("Will call again."),
    "then_redial": message("Will try again."),
    "then_gave_up": message("Gives up; the problem remains."),
}
