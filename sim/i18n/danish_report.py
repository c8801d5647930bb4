"""Teksterne på dansk: rapporten og terminalen."""

from typing import Final

DANISH_REPORT: Final[dict[str, str]] = {
    # --- rapporten ---
    "report.experiment": "Eksperiment {name}",
    "report.run": "Kørsel",
    "report.alone": "Hvad kommer der ud af {base}?",
    "report.versus": "{others} mod {base}",
    "report.many_versus": "{n} alternativer mod {base}",
    "report.skip": "Indhold",
    "report.answer": "Svaret",
    "report.unfinished": "{n} af de ønskede gentagelser blev ikke færdige og er udeladt:",
    "report.unfinished_line": "{scenario}, gentagelse {replication}: {why}",
    "report.decided": "Det, der afgør det",
    "report.decided_caption": (
        "Værdi for hvert scenarie; nedenunder forskellen fra {base} med 95 %-interval, og hvad der kan siges om den"
    ),
    "report.decided_caption_alone": "Værdi for hvert scenarie; et interval er gennemsnittets 95 %-interval",
    "report.scenario": "Scenarie",
    "report.money": "Penge og budget",
    "report.money_caption": "Tusind kr. om året; gennemsnit over gentagelserne",
    "report.money_planned": "Planlagt omkostning",
    "report.money_limit": "Budget",
    "report.money_room": "Tilbage af budgettet",
    "report.money_spent": "Brugt",
    "report.money_margin": "Dækningsbidrag fra kunderne",
    "report.money_result": "Dækningsbidrag minus brugt",
    "report.money_over": "over budgettet",
    "report.money_none": "ingen grænse",
    "report.money_note": (
        "Budgettet sætter grænsen for planen: løn i stillingerne, ledere, hjælpesider, forløb. Det brugte kom med året: "
        "ubesatte stillinger sparer løn; overtid, bonus, afløsere og kulance koster."
    ),
    "report.break_even": "Hvornår betaler det kortere sig? Begge balancepunkter",
    "report.break_even_text": (
        "Kortere samtaler sparer kun arbejde, hvis nok af dem stadig løser sagen. Pr. løst sag er arbejdet behandlingstid delt "
        "med andelen af samtaler, der løser: 240 s ved 80 % er lige så meget arbejde som 180 s ved 60 %. Pr. født sag tæller "
        "de opgivne også med: den, der giver op, ringer ikke mere og giver ikke mere arbejde, så det balancepunkt ligger lavere. "
        "Hvad det at give op gør ved loyaliteten, står ovenfor."
    ),
    "report.break_even_caption": (
        "Balancepunkter mod {base}: andelen af samtaler, der skal løse sagen, for at arbejdet er det samme"
    ),
    "report.break_even_aht": "Behandlingstid (AHT)",
    "report.break_even_solved": "Balance pr. løst sag",
    "report.break_even_born": "Balance pr. født sag",
    "report.break_even_here": "Samtaler, der løser, her",
    "report.break_even_back": "Kommer igen, hvis uløst",
    "report.break_even_better": "sparer arbejde",
    "report.break_even_worse": "koster arbejde",
    "report.break_even_undecided": "ingen klar forskel",
    "report.map": "Hvor betaler det sig?",
    "report.map_text": (
        "Hvor stejlt løsningen falder, når en samtale afbrydes, og hvor meget af arbejdet et genkald ikke skal gøre om, kendes "
        "ikke fra nogen undersøgelse. Derfor stiller eksperimentet spørgsmålet ved hver kombination af de to."
    ),
    "report.map_change": "ændringen",
    "report.map_found": "{measure}: bedre i {better} af {n} felter, værre i {worse}, ingen klar forskel i {open}",
    "report.day": "Én dag",
    "report.year": "Uge for uge",
    "report.story": "Én kunde, to kundeservicer",
    "report.changes": "Hvad hvert scenarie ændrer, og hvor tallene kommer fra",
    "report.changes_text": "Alle andre tal er de samme som i {base}.",
    "report.changes_caption": "Værdier, der afviger fra {base}",
    "report.changes_none": "Intet afviger fra {base}.",
    "report.key": "Parameter",
    "report.value": "Værdi",
    "report.before": "I {base}",
    "report.unit": "Enhed",
    "report.meaning": "Betydning",
    "report.source": "Kilde",
    "report.all_measures": "Alle mål",
    "report.all_measures_caption": "Hvert mål i hvert scenarie; under værdien forskellen fra {base}",
    "report.definitions": "Hvordan hvert mål er defineret",
    "report.measure": "Mål",
    "report.parameters": "Alle parametre i {base}",
    "report.parameters_caption": "{n} værdier, hver med sin kilde",
    "report.method": "Metode",
    "report.method_text": (
        "Hver kundes behov, tålmodighed og held har sit eget navn i de tilfældige tal, så de samme kunder møder hvert scenarie, "
        "og en forskel skyldes det, scenariet ændrer. Mål er summer delt med summer over de talte dage. Intervaller er Students "
        "t over gentagelserne; hvert har 95 % for sig, ikke alle tilsammen."
    ),
    "report.method_caption": "Kørslens indstillinger og programmernes versioner",
    "report.method_replications": "Gentagelser",
    "report.method_days": "Dage, der tæller",
    "report.method_warm_up": "Dage, før der tælles",
    "report.method_seed": "Frø",
    "report.method_engine": "Motor",
    "report.method_platform": "Platform",
    "report.setting": "Indstilling",
    "report.limits": "Hvad den ikke regner med",
    "report.limits_text": "Et svar gælder kun for det, der er med i modellen. Dette er ikke med:",
    "report.limit.channels": "sociale medier og video; den, der må henvende sig igen, ringer;",
    "report.limit.word": "anmeldelser, som nye kunder læser: de hører det fra andre, og anmeldelser peger kun på årsager;",
    "report.limit.market": "hvad konkurrenterne svarer, og et marked, der vokser eller skrumper;",
    "report.limit.recovery": "fejl fra vores side, som ingen henvender sig om, eller som aldrig kommer igennem;",
    "report.limit.sales": "salg i selve samtalen: hvad en kunde køber, følger alene kundens holdning;",
    "report.limit.people": "holdånd, og medarbejdere, der lærer af hinanden ud over træningen.",
    "report.shown": "De første {n} af {all} scenarier er tegnet; tabellerne har dem alle.",
    "report.not_writable": "rapport {path}: kan ikke skrives: {why}.",
    # --- terminalen ---
    "terminal.measure": "Mål",
    "terminal.difference": "Forskel",
    "terminal.scenario": "Scenarie",
    "terminal.report": "Rapport: {path}",
    "terminal.no_report": "Der blev ikke skrevet nogen rapport.",
    "terminal.unfinished": "{n} af de ønskede gentagelser blev ikke færdige og er udeladt.",
}
