"""The texts in English: what callers are told, and call-backs."""

from typing import Final

ENGLISH_CHANNELS: Final[dict[str, str]] = {
    # --- measures ---
    "kpi.told_share": "Told how long it takes",
    "kpi.call_back_share": "Asked to be called back",
    "kpi.call_back_wait_s": "Wait until called back",
    "kpi.not_reached_share": "Call-backs that reach nobody",
    "kpi.mail_share": "Contacts by mail",
    "kpi.mail_wait_s": "Wait for an answer by mail",
    "kpi.mail_in_time_share": "Mails answered in time",
    "kpi.also_called_share": "Senders who called as well",
    "kpi.mail_backlog": "Mails unanswered at night",
    "kpi.mail_aht_s": "Time per mail",
    "kpi.call_aht_s": "Handle time of calls",
    "kpi.cost_per_call_dkk": "Cost per call",
    "kpi.cost_per_mail_dkk": "Cost per mail",
    "unit.hours": "h",
    "kpi.chat_share": "Contacts by chat",
    "kpi.chat_wait_s": "Wait in the chat",
    "kpi.chat_abandoned_share": "Chats given up",
    "kpi.silent_share": "Left chats that looked open",
    "kpi.chat_aht_s": "Time per chat",
    "kpi.cost_per_chat_dkk": "Cost per chat",
    # --- scenarios ---
    "scenario.wait_announcement": "Waits announced at +40\u00a0%",
    "scenario.rosy_announcement": "Half of the wait announced at +40\u00a0%",
    "scenario.call_back": "Call-back at +40\u00a0%",
    "scenario.announcement_and_call_back": "Announcement and call-back at +40\u00a0%",
    "scenario.mail_beside_the_phone": "Mail beside the phone",
    "scenario.mail_at_once": "Mail as urgent as a call",
    "scenario.mail_team": "A team for mail",
    "scenario.mail_and_chat_beside_the_phone": "Mail and chat beside the phone",
    "scenario.chat_three_at_a_time": "Three chats at a time",
    "scenario.chat_one_at_a_time": "One chat at a time",
    # --- one customer's story ---
    "story.told": "Is told that it takes {wait}.",
    "story.call_back": "Asks to be called back.",
    "story.called_back": "Agent {agent} calls back after {wait}.",
    "story.not_reached": "Does not hear our call-back, {wait} later.",
    "story.writes": "Writes a mail. The problem: {kind}.",
    "story.mail_answered": "Agent {agent} answers {wait} later.",
    "story.overtaken": "Has no answer after {wait}, and calls.",
    "story.chats": "Opens a chat. The problem: {kind}.",
}
