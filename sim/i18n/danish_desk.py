"""Teksterne på dansk: skrivebordet."""

from typing import Final

DANISH_DESK: Final[dict[str, str]] = {
    "scenario.today": "I dag",
    "scenario.what_if": "Din ændring",
    "scenario.desk_nothing": "Gør intet",
    "scenario.desk_hire": "Ansæt",
    "scenario.desk_cap": "Loft på 180 s",
    "scenario.desk_help": "Hjælpesider",
    "scenario.desk_train": "Træn",
    "scenario.desk_decide": "Lad medarbejderne afgøre",
    "scenario.desk_mix": "En tredjedel af hver",
    # --- hvad der spørges om ---
    "desk.language": "Sprog",
    "desk.language.en": "English",
    "desk.language.da": "Dansk",
    "desk.question": "Hvad vil du vide?",
    "desk.question.cap": "Hvad hvis ingen samtale må vare over 180 sekunder?",
    "desk.question.growth": "40 % flere henvendelser på 3 % mere budget?",
    "desk.question.help": "Hvad giver bedre hjælpesider?",
    "desk.question.train": "Hvad giver træning?",
    "desk.question.decide": "Hvad hvis medarbejderne må afgøre sagen?",
    "desk.question.people": "Hvad giver to medarbejdere mere?",
    "desk.question.lunch": "Hvad hvis alle spiser frokost på én gang?",
    "desk.question.own": "Hvad hvis jeg …",
    "desk.more": "Flere håndtag",
    "desk.centre": "Min kundeservice i dag",
    "desk.offline": "Kører kun på denne maskine. Intet sendes nogen steder hen.",
    "desk.help_lever": "{meaning}. I basis: {usual}. Kilde: {source} (`{parameter}`)",
    "desk.as_in_base": "se det første valg",
    "desk.lever.agents": "Medarbejdere",
    "desk.lever.cases": "Nye sager",
    "desk.lever.opens": "Åbner",
    "desk.lever.closes": "Lukker",
    "desk.lever.leaders": "Teamledere",
    "desk.lever.pay": "En medarbejders løn",
    "desk.lever.customers": "Kunder",
    "desk.lever.worth": "Dækningsbidrag pr. kunde",
    "desk.lever.cap": "Længste tilladte taletid",
    "desk.lever.more_agents": "Flere eller færre medarbejdere",
    "desk.lever.train": "Træning",
    "desk.lever.decide": "Afgørelser, medarbejderne selv må tage",
    "desk.lever.help": "Hjælpesider løser, af forsøg",
    "desk.lever.growth": "Vækst i henvendelser",
    "desk.lever.open": "Samtaler med åbne spørgsmål",
    "desk.lever.else": "Samtaler med \u201dhvad ellers?\u201d",
    "desk.lever.rules": "Regler, der gælder",
    "desk.lever.more_leaders": "Flere eller færre ledere",
    "desk.lever.pay_rise": "Løn, op eller ned",
    "desk.lever.lunch": "Frokost",
    "desk.lever.programme": "Penge til forløb",
    "desk.lever.budget": "Budget, op eller ned",
    "desk.option.cap.0": "intet loft",
    "desk.option.lunch.staggered": "på skift",
    "desk.option.lunch.common": "alle på én gang",
    "desk.unit.none": "",
    "desk.unit.people": "personer",
    "desk.unit.a_day": "om dagen",
    "desk.unit.clock": "klokken",
    "desk.unit.dkk_a_month": "kr. om måneden",
    "desk.unit.dkk_a_year": "kr. om året",
    "desk.unit.thousand_dkk_a_year": "tusind kr. om året",
    "desk.unit.seconds": "s",
    "desk.unit.hours_a_week": "timer om ugen",
    "desk.unit.percent": "%",
    "desk.unit.rules": "regler",
    "desk.refused": "Fra {low} til {high} {unit}, tak.",
    "desk.refused_hours": "Der skal være åbent i mindst 8 timer; en vagt tager 7,4.",
    "desk.refused_line": "Det kan ikke lade sig gøre: {line}",
    "desk.mend": "Et af felterne til venstre kan ikke være, som det står. Ret det, så kommer svaret.",
    "desk.greeting": (
        "**I tre skridt:** 1. Vælg et spørgsmål til venstre. 2. Træk i et håndtag; tallene følger med, med *de samme kunder* i "
        "kundeservicen i dag og i den ændrede. 3. Spørg *Hvorfor*, *I stedet* og *Hvor sikkert*.\n\nKundeservicen er en "
        "dansk med 20 "
        "medarbejdere, indtil du beskriver din egen under *Min kundeservice i dag*. Blå er bedre, orange er værre, grå er "
        "ikke klart."
    ),
    "desk.greeted": "Forstået",
    "desk.views": "Hvad du vil se",
    "desk.view.answer": "Svar",
    "desk.view.why": "Hvorfor",
    "desk.view.instead": "I stedet",
    "desk.view.day": "En dag",
    "desk.view.years": "Tre år",
    "desk.view.sure": "Hvor sikkert",
    "desk.view.stage": "Se det",
    "desk.view.keep": "Gem og del",
    "desk.view.expert": "Hvert tal",
    # --- svaret ---
    "desk.from_to": "fra {today} til {what_if}",
    "desk.sure.better": "klart bedre",
    "desk.sure.worse": "klart værre",
    "desk.sure.higher": "klart højere",
    "desk.sure.lower": "klart lavere",
    "desk.sure.undecided": "ingen klar forskel",
    "desk.sure.same": "det samme",
    "desk.sure.unsure": "ét år levet, ikke sikkert endnu",
    "desk.sure.missing": "ikke målt",
    "desk.lead.worse": "Klart værre: {measures}.",
    "desk.lead.better": "Klart bedre: {measures}.",
    "desk.lead.undecided": "Ingen klar forskel: {measures}.",
    "desk.lead.unsure": "Ét år levet indtil nu; det næste siger, hvor sikkert det er.",
    "desk.lead.same": "Intet ændrer sig: de to er ens. Træk i et håndtag til venstre.",
    "desk.coming": "Det første år leves …",
    "desk.failed": "Det lykkedes ikke: {why}",
    "desk.budget.within": (
        "**Budget.** Planen koster {planned} om året mod {today} i dag. Den holder budgettet på {limit} med {gap} "
        "tilbage."
    ),
    "desk.budget.over": (
        "**Budget.** Planen koster {planned} om året mod {today} i dag, {gap} over budgettets {limit}"
    ),
    "desk.progress": "{n} af {wanted} år levet hvert sted med de samme kunder",
    "desk.stop": "Stop her",
    "desk.go_on": "Fortsæt",
    # --- hvorfor ---
    "desk.why_text": "Fra håndtaget til resultatet. Hvert led er et mål begge steder med de samme kunder.",
    "desk.link_more": "Hvad det er",
    "desk.link_source": "`{parameter}`: {meaning}. Kilde: {source}",
    "desk.link.fcr_share": "En samtale, der ikke får den tid, problemet tager, løser mindre. Hvor stejlt, har ingen målt.",
    "desk.link.repeat_share": "Den, der ikke blev hjulpet, ringer igen, bedre forberedt og længere, eller giver op.",
    "desk.link.contacts_per_day": "Genkald og nye forsøg kommer oven i de nye sager: telefonen ringer mere.",
    "desk.link.occupancy": "Flere og længere henvendelser fylder medarbejdernes dag; over 85 % vokser belastningen.",
    "desk.link.asa_s": "Tæt på fuld belægning eksploderer ventetiden; korte samtaler trækker den anden vej.",
    "desk.link.nps": "Uløste samtaler, genkald og ventetid flytter kundernes holdning, dårligt nyt fire gange så langt som godt.",
    "desk.link.churn_per_year": "Jo dårligere holdning, des før går en kunde.",
    "desk.link.margin_dkk": "Hver kunde, der bliver, giver et dækningsbidrag.",
    "desk.link.result_dkk": "Dækningsbidraget minus alt, hvad kundeservicen koster.",
    # --- hvad i stedet ---
    "desk.instead_text": (
        "Strategier, hvis plan holder sig til {limit} om året, og din egen ændring, mod at gøre intet; mest kundeloyalitet "
        "først. ± er et "
        "halvt 95 %-interval. Hæv budgettet under *Flere håndtag* for at give plads til strategier, der koster penge."
    ),
    "desk.rank": "Plads",
    # --- hvor sikkert ---
    "desk.measure": "Mål",
    "desk.replications": "År, der skal leves",
    "desk.narrowing": "{measure} efter {n} levede år: {gap}.",
    "desk.n_lived": "levede år",
    "desk.sure_text": (
        "Hver bjælke er et 95 %-interval for forskellen efter så mange år, hvert med et andet held og de samme kunder på "
        "begge sider. Af "
        "tyve sådanne intervaller rammer ét forbi. Det siger intet om, hvorvidt modellens antagelser holder: se *Hvert tal*."
    ),
    # --- gem og del ---
    "desk.stage_keep": "Gem afspilningen som én fil",
    "desk.keep_link": "Et link til netop dette",
    "desk.keep_files": "Som scenariefiler",
    "desk.keep_files_text": "Pak ud, så svarer `contact-centre experiment question.yaml --config-dir .` det samme i en terminal.",
    "desk.keep_bundle": "Scenariefiler (zip)",
    "desk.keep_csv": "Alle mål som tabel (CSV til Excel)",
    "desk.keep_report": "Rapporten",
    "desk.report_make": "Skriv rapporten ({n} år)",
    "desk.report_html": "Rapporten som én HTML-fil",
    "desk.report_pdf": "Svar og figurer som PDF",
    "desk.upload": "Din egen scenariefil",
    "desk.upload_text": "Dens værdier lægges oven på din ændring. Højst 64 kB; intet i den udføres.",
    "desk.csv.measure": "Mål",
    "desk.csv.unit": "Enhed",
    "desk.csv.today": "I dag",
    "desk.csv.what_if": "Din ændring",
    "desk.csv.difference": "Forskel",
    "desk.csv.half_width": "Et halvt 95 %-interval",
    "desk.csv.verdict": "Vurdering",
    "desk.csv.name": "Navn",
    # --- hvert tal ---
    "desk.expert_text": (
        "Hvert tal i den ændrede kundeservice med enhed, betydning og kilde, som kommandolinjen har dem. Sæt et, og det "
        "gælder for din "
        "ændring."
    ),
    "desk.expert_set": "Sæt",
    "desk.expert_away": "Fjern",
}
