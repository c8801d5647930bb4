"""Teksterne på dansk. Krøllede parenteser rummer det, der fyldes i; en nøgle bruges ved sit fulde navn."""

from typing import Final

from sim.i18n.danish_channels import DANISH_CHANNELS
from sim.i18n.danish_customers import DANISH_CUSTOMERS
from sim.i18n.danish_outside import DANISH_OUTSIDE
from sim.i18n.danish_pages import DANISH_PAGES
from sim.i18n.danish_people import DANISH_PEOPLE
from sim.i18n.danish_report import DANISH_REPORT
from sim.i18n.danish_special import DANISH_SPECIAL
from sim.i18n.danish_stage import DANISH_STAGE
from sim.i18n.danish_talk import DANISH_TALK

DANISH: Final[dict[str, str]] = (
    DANISH_REPORT | DANISH_STAGE | DANISH_TALK | DANISH_CUSTOMERS | DANISH_CHANNELS | DANISH_OUTSIDE | DANISH_PAGES |
    DANISH_PEOPLE | DANISH_SPECIAL
) | {
    # --- skrivemåde ---
    "number.thousands": ".",
    "number.decimal": ",",
    "list.comma": ", ",
    "list.last": "{before} og {last}",
    "count.call.one": "1 opkald",
    "count.call.many": "{n} opkald",
    "unit.none": "",
    "unit.percent": "%",
    "unit.points": "procentpoint",
    "unit.percent_a_year": "%\u00a0om\u00a0året",
    "unit.seconds": "s",
    "unit.minutes": "min",
    "unit.hours_a_day": "t\u00a0om\u00a0dagen",
    "unit.a_day": "om\u00a0dagen",
    "unit.score": "point",
    "unit.dkk": "kr.",
    "unit.thousand_dkk_a_year": "t.kr.\u00a0om\u00a0året",
    # --- mål: korte navne til en chef ---
    "kpi.contacts_per_day": "Henvendelser",
    "kpi.cases_per_day": "Nye sager",
    "kpi.aht_s": "Behandlingstid (AHT)",
    "kpi.talk_s": "Taletid",
    "kpi.asa_s": "Ventetid til svar (ASA)",
    "kpi.abandoned_share": "Gav op i køen",
    "kpi.answered_in_20s_share": "Svarprocent inden 20 s",
    "kpi.blocked_share": "Optaget",
    "kpi.fcr_share": "Løst første gang (FGH)",
    "kpi.turned_away_share": "Ventede stadig ved lukketid",
    "kpi.answered_in_20s_of_offered_share": "Svarprocent inden 20 s, af alle",
    "kpi.answered_in_20s_of_answered_share": "Svarprocent inden 20 s, af besvarede",
    "kpi.answered_or_gone_in_20s_share": "Besvaret eller væk inden 20 s",
    "kpi.solved_talk_share": "Samtaler, der løser sagen",
    "kpi.return_share": "Kommer igen efter uløst samtale",
    "kpi.solved_share": "Sager løst til sidst",
    "kpi.contacts_per_case": "Henvendelser pr. sag",
    "kpi.contacts_per_solved_case": "Henvendelser pr. løst sag",
    "kpi.work_per_case_s": "Arbejde pr. født sag",
    "kpi.work_per_solved_case_s": "Arbejde pr. løst sag",
    "kpi.repeat_share": "Genkald",
    "kpi.redial_share": "Nye forsøg efter intet svar",
    "kpi.cut_short_share": "Afbrudte samtaler",
    "kpi.escalated_share": "Spurgte en leder",
    "kpi.refused_share": "Fik at vide \u201ddet må jeg ikke\u201d",
    "kpi.occupancy": "Medarbejdere i samtale (belægning)",
    "kpi.shrinkage": "Betalt, ikke ved telefonen",
    "kpi.strain": "Belastning af medarbejdere (0\u20131)",
    "kpi.quits_per_year": "Medarbejdere, der siger op",
    "kpi.csat_share": "Meget tilfredse (CSAT)",
    "kpi.nps": "Anbefaling (NPS)",
    "kpi.attitude": "Kundernes holdning",
    "kpi.churn_per_year": "Kunder, der forlader os (churn)",
    "kpi.customers_at_end": "Kunder til sidst",
    "kpi.cost_dkk": "Kundeservicens omkostning",
    "kpi.cost_per_contact_dkk": "Omkostning pr. henvendelse",
    "kpi.cost_per_solved_case_dkk": "Omkostning pr. løst sag",
    "kpi.cost_per_case_dkk": "Omkostning pr. født sag",
    "kpi.pay_dkk": "Løn",
    "kpi.goodwill_dkk": "Givet til kunder",
    "kpi.margin_dkk": "Dækningsbidrag fra kunderne",
    "kpi.result_dkk": "Dækningsbidrag minus omkostning",
    "kpi.cltv_dkk": "En kundes livstidsværdi",
    "kpi.overtime_h_per_day": "Overtid",
    "kpi.queue_peak": "Længste kø",
    # --- scenarier, der følger med ---
    "scenario.base": "Basis",
    "scenario.bare_queue": "Bar kø",
    "scenario.aht_cap_120": "Hårdt loft 120\u00a0s",
    "scenario.aht_cap_180": "Hårdt loft 180\u00a0s",
    "scenario.aht_cap_180_mild": "Mildt loft 180\u00a0s",
    "scenario.aht_cap_240": "Hårdt loft 240\u00a0s",
    "scenario.aht_cap_300": "Hårdt loft 300\u00a0s",
    "scenario.aht_bonus_180": "Loft 180\u00a0s med bonus",
    "scenario.growth_40_budget_3": "Intet gjort ved +40\u00a0%",
    "scenario.growth_40_hire": "Ansæt ved +40\u00a0%",
    "scenario.growth_40_cap": "Loft 180\u00a0s ved +40\u00a0%",
    "scenario.growth_40_train": "Træn ved +40\u00a0%",
    "scenario.growth_40_help": "Hjælpesider ved +40\u00a0%",
    "scenario.growth_40_empower": "Giv myndighed ved +40\u00a0%",
    "scenario.growth_40_mix": "En blanding ved +40\u00a0%",
    "scenario.growth_40_unlimited": "Ingen grænse ved +40\u00a0%",
    # --- hvad der kan siges om en forskel ---
    "verdict.better": "bedre",
    "verdict.worse": "værre",
    "verdict.higher": "højere",
    "verdict.lower": "lavere",
    "verdict.undecided": "ingen klar forskel",
    "verdict.same": "det samme",
    "verdict.unsure": "én kørsel, intet interval",
    "verdict.missing": "ikke målt",
    "said.better": "klart bedre i {measures}",
    "said.worse": "klart værre i {measures}",
    "said.higher": "klart højere i {measures}",
    "said.lower": "klart lavere i {measures}",
    "said.undecided": "ingen klar forskel i {measures}",
    "said.same": "det samme i {measures}",
    "said.unsure": "én kørsel, som ikke kan kende en virkning fra et tilfælde, giver {measures}",
    "said.nothing": "intet målt",
    "said.join": "; ",
    "said.measure": "{measure} ({size})",
    "said.value": "{measure} {value}",
    # --- figurer ---
    "figure.differences.title": "Hvad ændrer sig mod {base} med de samme kunder?",
    "figure.differences.below": (
        "Punkt: gennemsnitlig forskel. Bjælke: 95 %-interval. Blå cirkel: klart bedre. Orange rude: klart værre. Hul: bjælken "
        "når nul, ingen klar forskel."
    ),
    "figure.differences.axis": "forskel, {unit}",
    "figure.loyalty.title": "Hvad koster et år, og hvad synes kunderne om det? {loyalty} mod omkostning",
    "figure.loyalty.below": (
        "Bjælker er 95 %-intervaller i begge retninger; da kunderne er de samme overalt, er forskelle sikrere, end de tyder på. "
        "Firkant: det, de andre sammenlignes med. Et budget begrænser planen; overtid, afløsere og kulance kommer oveni. Orange: "
        "planlagt over budgettet."
    ),
    "figure.loyalty.cost": "kundeservicens omkostning, mio. kr. om året",
    "figure.loyalty.up": "  (op er bedre)",
    "figure.loyalty.budget": "planens budget: {limit} mio.",
    "figure.loyalty.best": "\u2196 billig og vellidt",
    "figure.day.title": "Én dag, de samme kunder: op til {n} venter ({scenario})",
    "figure.day.title_other": " og {n} ({scenario})",
    "figure.day.below": (
        "En almindelig dag, den samme i hvert felt, set hvert femte minut. Hvor det orange stiger, venter kunder."
    ),
    "figure.day.people": "personer",
    "figure.day.hours": "klokkeslæt, timer",
    "figure.day.waiting": "kunder, der venter",
    "figure.day.talking": "kunder i samtale",
    "figure.day.on_phone": "medarbejdere ved telefonen",
    "figure.drift.title": "Hvordan går det uge for uge?",
    "figure.drift.below": (
        "Gennemsnit over gentagelserne. Uge 1 er den første, der tæller; ændringen har virket siden indkøringens første dag."
    ),
    "figure.drift.week": "uge",
    "figure.drift.nps": "Anbefaling (NPS), point",
    "figure.drift.n_customers": "Kunder, tusinder",
    "figure.drift.strain": "Belastning, 0 udhvilet \u2013 1 udmattet",
    "figure.drift.n_quits": "Medarbejdere, der har sagt op siden starten",
    "figure.map.title": "Hvor betaler {change} sig: i minutter, i kroner, i loyalitet?",
    "figure.map.quoted": "\u201d{scenario}\u201d",
    "figure.map.below": (
        "To tal afgør det, og ingen har målt dem godt. Hvert felt er en kundeservice med de to tal; tallet i feltet er den "
        "forskel, ændringen gør dér."
    ),
    "figure.map.key": (
        "Blå: ændringen er bedre.  Orange: værre.  Skraveret: ingen klar forskel.  Indrammet: denne kundeservice."
    ),
    "figure.map.work_per_solved_case_s": "Betaler sig i minutter?",
    "figure.map.cost_per_solved_case_dkk": "Betaler sig i kroner?",
    "figure.map.nps": "Betaler sig i loyalitet?",
    "figure.map.axis.conversation.steepness": (
        "hvor stejlt løsningen falder, når en samtale afbrydes (1: halv tid løser halvdelen; 8: alt eller intet)"
    ),
    "figure.map.axis.conversation.kept_share": "andel af arbejdet, som et genkald ikke skal gøre om",
    "figure.break_even.title": (
        "Hvor mange samtaler skal løse sagen, før \u201d{scenario}\u201d sparer arbejde? Pr. løst sag {solved}, pr. født sag "
        "{born}. Her er det {here} %."
    ),
    "figure.break_even.at": "{scenario}, AHT {minutes} min",
    "figure.break_even.from": "{share} %",
    "figure.break_even.never": "selv alle er ikke nok",
    "figure.break_even.always": "den sparer under alle omstændigheder",
    "figure.break_even.below": (
        "Hver kurve: arbejdet ved én behandlingstid (AHT), hvis samtalerne løste flere eller færre sager. Firkant og rude: hvor "
        "de to kundeservicer står. Cirkel: balancepunktet, hvor de kortere samtaler giver lige så meget arbejde som de længere."
    ),
    "figure.break_even.per_solved_case": "Arbejde pr. løst sag",
    "figure.break_even.per_case_born": "Arbejde pr. født sag, opgivne medregnet",
    "figure.break_even.share": "samtaler, der løser sagen, %",
    "figure.break_even.minutes": "medarbejdernes arbejde, minutter",
    "figure.break_even.here": "balance {share} %",
    "figure.break_even.more": "mere arbejde",
    "figure.break_even.less": "mindre arbejde",
    # --- svaret i ord ---
    "lead.ends": (
        "I {measure} ligger alternativerne mellem {least} ({least_scenario}) og {most} ({most_scenario}) mod {base}."
    ),
    "lead.ahead_throughout.one": "{who} er klart bedre end {base} i alle de mål, der afgør det.",
    "lead.ahead_throughout.many": "{who} er klart bedre end {base} i alle de mål, der afgør det.",
    "lead.behind_throughout.one": "{who} er klart værre end {base} i alle de mål, der afgør det.",
    "lead.behind_throughout.many": "{who} er klart værre end {base} i alle de mål, der afgør det.",
    "lead.ahead.one": "{who} er klart bedre end {base} i nogle af de mål, der afgør det, og klart værre i ingen.",
    "lead.ahead.many": "{who} er klart bedre end {base} i nogle af de mål, der afgør det, og klart værre i ingen.",
    "lead.trade.one": "{who} er en afvejning: klart bedre end {base} i nogle af de mål, der afgør det, klart værre i andre.",
    "lead.trade.many": "{who} er afvejninger: klart bedre end {base} i nogle af de mål, der afgør det, klart værre i andre.",
    "lead.behind.one": "{who} er klart værre end {base} i nogle af de mål, der afgør det, og klart bedre i ingen.",
    "lead.behind.many": "{who} er klart værre end {base} i nogle af de mål, der afgør det, og klart bedre i ingen.",
    "lead.open.one": "{who} viser ingen klar forskel fra {base}.",
    "lead.open.many": "{who} viser ingen klar forskel fra {base}.",
    "lead.unsure.one": "{who} kan ikke bedømmes mod {base}: én kørsel kan ikke kende en virkning fra et tilfælde.",
    "lead.unsure.many": "{who} kan ikke bedømmes mod {base}: én kørsel af hver kan ikke kende en virkning fra et tilfælde.",
    "headline.one": "{scenario} mod {base}: {said}.",
    "headline.alone": "{scenario}: {values}.",
    "headline.sure": (
        "Gennemsnit af {n} gentagelser à {days} dage med de samme kunder i hvert scenarie; ± er et halvt 95 %-interval for "
        "forskellen. En forskel er klar, når dens interval ikke rummer nul; af tyve sådanne intervaller rammer ét forbi ved et "
        "tilfælde."
    ),
    "headline.sure_alone": "Gennemsnit af {n} gentagelser à {days} dage.",
    "headline.sure_one": "Én gentagelse på {days} dage: uden en til kan ingen sige, hvor sikkert det er.",
    # --- hvor de samme penge rækker længst ---
    "budget.start": "Af de {n}, der holder budgettet, er den bedste",
    "budget.best.one": "i {measures} klart {who}",
    "budget.best.many": "i {measures} {who}",
    "budget.none": "i {measures} ikke til at udpege: ingen er klart bagefter",
    "budget.note": "Hvor flere nævnes, er ingen klart bagefter den første.",
    # --- datoer ---
    "date.full": "{weekday} den {day}. {month}",
    "date.weekday.0": "mandag",
    "date.weekday.1": "tirsdag",
    "date.weekday.2": "onsdag",
    "date.weekday.3": "torsdag",
    "date.weekday.4": "fredag",
    "date.weekday.5": "lørdag",
    "date.weekday.6": "søndag",
    "date.month.1": "januar",
    "date.month.2": "februar",
    "date.month.3": "marts",
    "date.month.4": "april",
    "date.month.5": "maj",
    "date.month.6": "juni",
    "date.month.7": "juli",
    "date.month.8": "august",
    "date.month.9": "september",
    "date.month.10": "oktober",
    "date.month.11": "november",
    "date.month.12": "december",
    # --- en kundes historie ---
    "story.title": "{base}: {in_base}. {other}: {in_other}.",
    "story.short": "{calls}, {minutes} af kundens tid",
    "story.short_days": "{calls} over {days} dage, {minutes} af kundens tid",
    "story.about": (
        "Én kunde, ét problem ({kind}), første opkald {date}: den samme person med det samme problem begge steder. Historien "
        "viser, hvordan det går, ikke hvor tit."
    ),
    "story.how_usual": (
        "Af de {n} sager, der begyndte den dag og både blev talt om og endte begge steder, krævede {more} flere samtaler i "
        "{other} end i {base} og {fewer} færre; dette er den første, der ringede, af den hyppigste slags."
    ),
    "story.later.one": "dagen efter",
    "story.later.many": "{n} dage senere",
    "story.calls": "Ringer for første gang. Problemet: {kind}.",
    "story.calls_again": "Ringer igen om det samme problem.",
    "story.tries_again": "Prøver igen at komme igennem.",
    "story.answered": "Medarbejder {agent} svarer efter {wait} i kø.",
    "story.answered_at_once": "Medarbejder {agent} svarer med det samme.",
    "story.balked": "Ingen er ledig. Lægger på med det samme.",
    "story.blocked": "Får optagettonen.",
    "story.abandoned": "Giver op efter at have ventet {wait}.",
    "story.turned_away": "Der lukkes; ventede {wait} forgæves.",
    "story.transferred": "Stilles om til en kollega og venter {wait}.",
    "story.by_leader": "Medarbejderen må ikke afgøre det og spørger en leder: {wait} på hold.",
    "story.by_agent": "Medarbejderen må selv afgøre det.",
    "story.refused": "Hører \u201ddet må jeg ikke\u201d.",
    "story.what_else": "Medarbejderen giver også de næste to-tre skridt.",
    "story.cut_short": "Afbrudt efter {talk}; problemet havde brug for {needed}.",
    "story.ends": "Samtalen slutter efter {talk}.",
    "story.solved": "Løst.",
    "story.unsolved": "Ikke løst.",
    "story.satisfied": "Sandsynlighed for, at kunden er meget tilfreds: {share} %.",
    "story.then_repeat": "Ringer igen.",
    "story.then_redial": "Prøver igen.",
    "story.then_gave_up": "Giver op; problemet bliver.",
    "story.nothing": "Intet: sagen er slut.",
    "story.not_yet": "Intet endnu.",
    "story.total": "{calls}; {own} af kundens tid, {work} af medarbejdernes tid. {end}",
    "story.total_solved": "Løst til sidst.",
    "story.total_unsolved": "Ikke løst.",
    "story.total_head": "Alt i alt",
    "story.day_head": "Dag",
    "story.caption": "Den samme kunde begge steder med klokkeslæt",
    "story.key": "Bjælker i samme målestok:",
    "story.key_wait": "venter",
    "story.key_talk": "taler",
    "story.key_hold": "på hold, hos en leder eller stillet om",
    # --- parametre ---
    "parameters.nothing": "ingen",
    "parameters.yes": "ja",
    "parameters.no": "nej",
    "parameters.gone": "ikke i dette scenarie",
}
