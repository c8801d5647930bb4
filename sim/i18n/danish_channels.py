"""Teksterne på dansk: hvad der siges til dem, der venter, og opringning."""

from typing import Final

DANISH_CHANNELS: Final[dict[str, str]] = {
    # --- mål ---
    "kpi.told_share": "Får ventetiden at vide",
    "kpi.call_back_share": "Beder om at blive ringet op",
    "kpi.call_back_wait_s": "Ventetid til opringning",
    "kpi.not_reached_share": "Opringninger uden svar",
    "kpi.mail_share": "Henvendelser pr. mail",
    "kpi.mail_wait_s": "Ventetid på svar pr. mail",
    "kpi.mail_in_time_share": "Mails besvaret til tiden",
    "kpi.also_called_share": "Afsendere, der også ringer",
    "kpi.mail_backlog": "Ubesvarede mails ved lukketid",
    "kpi.mail_aht_s": "Tid pr. mail",
    "kpi.call_aht_s": "Ekspeditionstid pr. opkald",
    "kpi.cost_per_call_dkk": "Pris pr. opkald",
    "kpi.cost_per_mail_dkk": "Pris pr. mail",
    "unit.hours": "timer",
    "kpi.chat_share": "Henvendelser pr. chat",
    "kpi.chat_wait_s": "Ventetid i chatten",
    "kpi.chat_abandoned_share": "Opgivne chats",
    "kpi.silent_share": "Forladte chats, der så åbne ud",
    "kpi.chat_aht_s": "Tid pr. chat",
    "kpi.cost_per_chat_dkk": "Pris pr. chat",
    # --- scenarier ---
    "scenario.wait_announcement": "Ventetid oplyst ved +40\u00a0%",
    "scenario.rosy_announcement": "Halv ventetid oplyst ved +40\u00a0%",
    "scenario.call_back": "Opringning ved +40\u00a0%",
    "scenario.announcement_and_call_back": "Oplysning og opringning ved +40\u00a0%",
    "scenario.mail_beside_the_phone": "Mail ved siden af telefonen",
    "scenario.mail_at_once": "Mail lige så hurtigt som opkald",
    "scenario.mail_team": "Et hold til mail",
    "scenario.mail_and_chat_beside_the_phone": "Mail og chat ved siden af telefonen",
    "scenario.chat_three_at_a_time": "Tre chats ad gangen",
    "scenario.chat_one_at_a_time": "Én chat ad gangen",
    # --- en kundes historie ---
    "story.told": "Får at vide, at det tager {wait}.",
    "story.call_back": "Beder om at blive ringet op.",
    "story.called_back": "Medarbejder {agent} ringer op efter {wait}.",
    "story.not_reached": "Hører ikke, at vi ringer op, {wait} senere.",
    "story.writes": "Skriver en mail. Problemet: {kind}.",
    "story.mail_answered": "Medarbejder {agent} svarer {wait} senere.",
    "story.overtaken": "Har intet svar efter {wait} og ringer.",
    "story.chats": "Åbner en chat. Problemet: {kind}.",
}
