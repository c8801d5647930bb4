"""Siderne for forskere og deres figurer på dansk: the texts of the research pages and their figures in Danish."""

from typing import Final

DANISH_PAGES: Final[dict[str, str]] = {
    # --- what the dominating parameters are called ---
    "range.busyness_alpha": "dagenes jævnhed",
    "range.first_resolution": "løst ved første henvendelse",
    "range.return_prob": "de uløste ringer igen",
    "range.later_resolution": "løst ved senere samtaler",
    "range.redial_prob": "ringer igen efter opgivet ventetid",
    "range.need_for_authority": "behov for en beslutning",
    "range.steepness": "skade ved at afkorte samtaler",
    "range.kept_share": "arbejde, der ikke skal gøres igen",
    "range.learning_per_month": "hvor hurtigt man lærer",
    "range.norm_erosion": "uger, før hastværk er normen",
    "range.attrition": "personaleomsætning",
    "range.churn_beta": "holdningens magt over afgang",
    "range.next_issue_prob": "næste spørgsmål",
    # --- figures ---
    "figure.research.mu_star": (
        "Effektens gennemsnitlige størrelse (μ*), når en parameter flyttes hen over sit interval, med 95 %-interval."
    ),
    "figure.research.total": "med samspil (total)",
    "figure.research.first": "alene (første orden)",
    "figure.research.share": "andel af variansen",
    "figure.research.low": "lav ende",
    "figure.research.high": "høj ende af intervallet",
    "figure.research.along": "Hver linje: hvad metamodellen forudsiger, når én parameter flyttes, og de andre er spredt som før.",
    "figure.research.holds": "holder",
    "figure.research.undecided": "uafgjort",
    "figure.research.turns": "vender",
    "figure.research.of_sets": "% af rimelige parametersæt",
    "figure.research.tried": "prøvet",
    "figure.research.front": "ingen er bedre i begge (Pareto-front)",
    "figure.research.winner": "vinder, skal bekræftes",
    "figure.research.start": "intet gjort",
    "figure.research.day": "dag i kørslen",
    "figure.research.after": "{n} gentagelser",
    # --- pages ---
    "page.sure": "Hvor sikkert",
    "page.silent": "Hvad det ikke siger",
    "page.repeat": "Spørg igen",
    "page.repeat_line": "contact-centre experiment {name}",
    "page.made": "Siden er skrevet af kommandoen ovenfor, aldrig i hånden.",
    "page.size": (
        "{n_lives} liv på {horizon_days} dage, talt efter {warm_up_days} dages opvarmning; {replications} gentagelser "
        "af hvert, frø {seed}."
    ),
    "page.unfinished": "{n} gentagelser blev ikke færdige og er udeladt: {first}.",
    "page.no_answer": "Intet klart svar.",
    "page.comparison.answer": "Mod {base} flytter {kpi} sig {told}.",
    "page.comparison.between": "Mod {base} flytter {kpi} sig {told}, den bedste og den værste af {n} muligheder.",
    "page.comparison.one": "{difference} ({scenario})",
    "page.joint": (
        "Intervallerne holder samlet med 95 %: hvert er udvidet for {n} sammenligninger (Bonferroni), de samme kunder i "
        "hvert par."
    ),
    "page.reached": "Ønsket var {what}; alt nået efter {n} gentagelser.",
    "page.not_reached": "Ønsket var {what}; efter de flest tilladte, {n}, ikke nået: {open}.",
    "page.within": "{kpi} inden for ± {width}",
    "page.not_asked": "Der blev ikke spurgt om præcision: {n} gentagelser, hvor brede intervallerne end er.",
    "page.versus": "{scenario}: {kpi}",
    "page.table.joint": "Mod {base}, intervaller, der holder samlet",
    "page.head.scenario": "scenarie",
    "page.head.measure": "mål",
    "page.head.difference": "forskel",
    "page.head.verdict": "altså",
    "page.warm_up.answer": (
        "Tællingen kan begynde efter {day} dage: da har {kpi}, det sidste af målene, lagt sig; base tæller fra dag {counted}."
    ),
    "page.warm_up.never": (
        "Efter {day} dage har det, der kan lægge sig, lagt sig (base tæller fra dag {counted}); ved kørslens slutning flytter "
        "disse sig stadig, og det hjælper ingen opvarmning af den længde på: {kpis}."
    ),
    "page.warm_up.table": "Hvor hvert mål lægger sig",
    "page.warm_up.day": "ligger fra dag",
    "page.warm_up.none": "aldrig",
    "page.warm_up.figure": (
        "Tynd: dagen. Tyk: gennemsnit af 20 åbne dage. Blå: hvor base begynder at tælle. Stiplet: hvor MSER-5 ville begynde."
    ),
    "page.warm_up.sure": (
        "MSER-5 (White 1997; White, Cobb & Spratt 2000) på gennemsnittet af {n} gentagelser, lukkede dage udeladt."
    ),
    "page.sensitivity.answer": "{kpi} afhænger mest af {drivers}",
    "page.sensitivity.also": "{kpi} af {drivers}",
    "page.sensitivity.driver": "{name} ({size})",
    "page.sensitivity.first.mu_star": "{name} ({size} hen over intervallet)",
    "page.sensitivity.first.total": "{name} ({size} af det, man ikke ved)",
    "page.sensitivity.table": "Alle parametre, de stærkeste for det første mål først",
    "page.sensitivity.morris": (
        "Morris-sortering (SALib): {n} baner, {points} punkter, {parameters} parametre. μ* er den gennemsnitlige ændring, når "
        "én parameter flyttes over hele sit interval. Alle punkter er levet med samme tilfældigheder."
    ),
    "page.sensitivity.sobol": (
        "Sobols indeks (SALib, Saltellis skema): grundstikprøve {n}, {points} punkter, {parameters} parametre; bjælker er 95 % "
        "bootstrap-intervaller. Intervaller, der overlapper, rangordner ikke to parametre."
    ),
    "page.design.answer": "{kpi} flytter sig mest med {driver}: fra {low} til {high} hen over intervallet",
    "page.design.also": "{kpi} med {driver}: fra {low} til {high}",
    "page.design.table": "Hvor godt metamodellen forudsiger punkter, den ikke har set",
    "page.design.sure": (
        "{points} punkter over {parameters} parametre; fejlen er en Gauss-proces' på tiendedele, der blev holdt ude."
    ),
    "page.design.explained": "forklaret",
    "page.design.error": "fejl",
    "page.design.noise": "støj i et punkt",
    "page.robustness.answer": (
        "I {share} af {n} rimelige verdener ({low} til {high}) gælder: {says}; i {turns} gælder det modsatte"
    ),
    "page.robustness.when": "; det gælder sjældnest, hvor {when} ({share} af {n})",
    "page.robustness.always": "; der blev ikke fundet et hjørne, hvor det ikke gælder",
    "page.robustness.reversed": "; oftest vendt om ({turns}) er: {says}",
    "page.robustness.and": " og ",
    "page.robustness.up_to": "{name} er højst {value}",
    "page.robustness.above": "{name} er over {value}",
    "page.robustness.times": "{value} gange base",
    "page.robustness.plus": "base {value}",
    "page.robustness.findings": "I hvilken andel af rimelige parametersæt hvert fund holder",
    "page.robustness.rules": "Hvor det første fund holder",
    "page.robustness.rule": "når",
    "page.robustness.n": "sæt",
    "page.robustness.holds": "holder i",
    "page.robustness.turning": "Hvor det vender: {kpi}, forudsagt med de andre parametre midt i deres interval",
    "page.robustness.sure": (
        "Et fund holder, hvor hele 95 %-intervallet af {n} parrede gentagelser ligger på dets side. Andelens interval er "
        "Clopper og Pearsons. Reglen (et træ med to spørgsmål) har ret i {accuracy} af sæt, den ikke har set; kortets "
        "metamodel forklarer {explained} af forskellen der."
    ),
    "page.search.answer": (
        "Bedst fundet: {mix}; med friske tilfældigheder ændrer det {kpi} med {difference} mod intet at gøre{better}"
    ),
    "page.search.better": ", og er klart bedre end {names}",
    "page.search.not_better": "; ikke klart bedre end {names}",
    "page.search.part": "{share} af pengene til {lever}",
    "page.search.switch": "med {switch}",
    "page.search.nothing": "intet at gøre",
    "page.search.table": "Vinderen og de naive porteføljer med friske tilfældigheder, mod intet at gøre",
    "page.search.sure": (
        "{n} porteføljer prøvet (optuna, NSGA-II), hver med parrede forskelle; vinderen og de naive levede derefter "
        "{replications} gange under tilfældigheder, søgningen ikke havde set; intervaller samlet 95 % over {m} sammenligninger."
    ),
    "page.ranking.answer": (
        "{name} er bedst ({value}; den næste: {second}, {second_value}); valget er rigtigt med en sandsynlighed på mindst "
        "{prob}, hvor forspringet er {delta} eller mere"
    ),
    "page.ranking.figure": "Gennemsnit over gentagelser, og hvor mange det tog: blå blev beholdt, grå sorteret fra som slået.",
    "page.ranking.open": (
        "Ikke én er bedst: inden for {n} gentagelser kunne {names} ikke skilles ad, hvilket sker, hvor der er mindre end {delta} "
        "imellem dem"
    ),
    "page.ranking.behind": "; alle andre er bagud",
    "page.ranking.table": "I rækkefølge, med de gentagelser det tog at sortere hver fra",
    "page.ranking.n": "gentagelser",
    "page.ranking.sure": (
        "Proceduren KN (Kim & Nelson 2001; sim-tools, med opslaget af varianser rettet): {n} gentagelser i alt, ingen brugt på "
        "det, der allerede var slået."
    ),
}
