"""Teksterne på dansk: hvad der siges til dem, der venter, og opringning."""

from typing import Final

DANISH_CHANNELS: Final[dict[str, str]] = {
    # --- mål ---
    "kpi.told_share": "Får ventetiden at vide",
    "kpi.call_back_share": "Beder om at blive ringet op",
    "kpi.call_back_wait_s": "Ventetid til opringning",
    "kpi.not_reached_share": "Opringninger uden svar",
    # --- scenarier ---
    "scenario.wait_announcement": "Ventetid oplyst ved +40\u00a0%",
    "scenario.rosy_announcement": "Halv ventetid oplyst ved +40\u00a0%",
    "scenario.call_back": "Opringning ved +40\u00a0%",
    "scenario.announcement_and_call_back": "Oplysning og opringning ved +40\u00a0%",
    # --- en kundes historie ---
    "story.told": "Får at vide, at det tager {wait}.",
    "story.call_back": "Beder om at blive ringet op.",
    "story.called_back": "Medarbejder {agent} ringer op efter {wait}.",
    "story.not_reached": "Hører ikke, at vi ringer op, {wait} senere.",
}
