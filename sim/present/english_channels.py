"""The texts in English: what callers are told, and call-backs."""

from typing import Final

ENGLISH_CHANNELS: Final[dict[str, str]] = {
    # --- measures ---
    "kpi.told_share": "Told how long it takes",
    "kpi.call_back_share": "Asked to be called back",
    "kpi.call_back_wait_s": "Wait until called back",
    "kpi.not_reached_share": "Call-backs that reach nobody",
    # --- scenarios ---
    "scenario.wait_announcement": "Waits announced at +40\u00a0%",
    "scenario.rosy_announcement": "Half of the wait announced at +40\u00a0%",
    "scenario.call_back": "Call-back at +40\u00a0%",
    "scenario.announcement_and_call_back": "Announcement and call-back at +40\u00a0%",
    # --- one customer's story ---
    "story.told": "Is told that it takes {wait}.",
    "story.call_back": "Asks to be called back.",
    "story.called_back": "Agent {agent} calls back after {wait}.",
    "story.not_reached": "Does not hear our call-back, {wait} later.",
}
