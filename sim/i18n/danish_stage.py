"""Teksterne på dansk: scenen, lektionen, og hvad sager handler om."""

from typing import Final

DANISH_STAGE: Final[dict[str, str]] = {
    # --- sagstyper ---
    "kind.billing": "en regning",
    "kind.delivery": "en levering",
    "kind.technical": "et teknisk problem",
    "kind.contract_change": "en ændring af aftalen",
    "kind.complaint": "en klage",
    "kind.call": "et opkald",
    # --- scenen ---
    "stage.title": "Hurtig eller effektiv? Samme kunder, to kundeservicer",
    "stage.title_other": "Samme dag, samme kunder",
    "stage.language": "Sprog",
    "stage.lesson": "Lektion",
    "stage.help": "Hjælp",
    "stage.close": "Luk",
    "stage.gap": "Ur og forskel",
    "stage.controls": "Tid og tempo",
    "stage.key": "Hvad tegnene betyder",
    "stage.story": "Historien indtil nu",
    "stage.story_empty": "Klik på en kunde eller en medarbejder og læs historien indtil nu.",
    "stage.not_yet": "Har ikke ringet endnu.",
    "stage.play": "Afspil",
    "stage.pause": "Pause",
    "stage.step": "Til næste hændelse",
    "stage.step_back": "Til forrige hændelse",
    "stage.scrub": "Tid på dagen",
    "stage.speed": "Tempo",
    "stage.effective": "Den effektive",
    "stage.fast": "Den hurtige",
    "stage.nps": "NPS i morges {nps}",
    "stage.door": "Dør",
    "stage.queue": "Venter",
    "stage.desks": "Medarbejdere",
    "stage.lane": "Ikke løst: de kommer igen",
    "stage.later": "en anden dag",
    "stage.min": "{n} min",
    "stage.s": "{n} sek",
    "stage.counter.solved": "løst",
    "stage.counter.repeats": "kom igen",
    "stage.counter.waiting": "venter nu",
    "stage.counter.per_solved_min": "min. arbejde pr. løst sag",
    "stage.counter.satisfied": "meget tilfredse",
    "stage.difference": "{centre}: {solved} løst, {repeats} kom igen, {work} min. arbejde pr. løst sag",
    "stage.difference_none": "Om lidt åbner vi.",
    "stage.summary": (
        "{centre}: {solved} løst, {repeats} kom igen, {waiting} venter nu, {work} minutters arbejde pr. løst sag, "
        "{satisfied} % meget tilfredse."
    ),
    "stage.key.first": "ringer første gang",
    "stage.key.again": "kommer igen; tallet siger hvilken gang",
    "stage.key.waiting": "buen vokser med ventetiden: fuld efter 5 min.",
    "stage.key.agent": "medarbejder; fyldet er energi",
    "stage.key.ring": "samtale; mærket foroven er {mark} sek.",
    "stage.customer": "Kunde {id}, den samme person begge steder",
    "stage.agent": "Medarbejder {agent}, {centre}",
    "stage.agent_talks": "I samtale.",
    "stage.agent_writes": "Efterbehandling.",
    "stage.agent_free": "Ledig.",
    "stage.agent_break": "Holder pause.",
    "stage.agent_off": "Ikke på arbejde.",
    "stage.agent_done": "{talks} samtaler indtil nu: {solved} løste sagen, {cut} blev afbrudt.",
    "stage.agent_work": "{minutes} minutters arbejde. Energi tilbage: {energy} %.",
    "stage.agent_strain": "Belastning med hjemmefra i morges: {strain} af 100.",
    "stage.back_in.one": "Ringer igen i morgen.",
    "stage.back_in.many": "Ringer igen om {n} dage.",
    "stage.yesterday": "i går",
    "stage.days_ago": "for {n} dage siden",
    "stage.help_text": (
        "To kundeservicer, én dag. De samme kunder griber telefonen i de samme øjeblikke. Cirkler ringer første gang, "
        "trekanter kommer igen. Den, der ikke blev hjulpet, går ad den stiplede vej tilbage til døren eller kommer en anden dag."
    ),
    "stage.help_energy": (
        "En medarbejders fyld er energi: fuld er udhvilet, tom er en fremtræden {sd} standardafvigelser ringere, af belastning "
        "og af samtaletid siden sidste pause. \u201dMeget tilfredse\u201d er gennemsnittet af hver samtales sandsynlighed."
    ),
    "stage.keys.play": "afspil eller pause",
    "stage.keys.minute": "et minut tilbage eller frem; med Shift ti",
    "stage.keys.event": "til forrige eller næste hændelse",
    "stage.keys.speed": "hurtigere, langsommere",
    "stage.keys.person": "næste eller forrige person; historien læses op",
    "stage.keys.say": "sig, hvordan det står",
    "stage.keys.lesson": "lektionen",
    "stage.keys.close": "slip personen",
    # --- lektionen ---
    "stage.act1": "1. akt: Gæt",
    "stage.act1_text": (
        "To kundeservicer, lige mange medarbejdere, de samme kunder. I den hurtige må ingen samtale vare længere end 180 "
        "sekunder, og medarbejderne kan se uret. I den effektive tager en samtale den tid, problemet tager. Ræk hånden op, "
        "før I ser på:"
    ),
    "stage.ask.solved": "Hvem har løst flest sager, når dagen er slut?",
    "stage.ask.calls": "Hvem får flest henvendelser i løbet af dagen?",
    "stage.ask.work": "Hvor koster en løst sag flest minutters arbejde?",
    "stage.option.effective": "den effektive",
    "stage.option.fast": "den hurtige",
    "stage.option.same": "ingen forskel",
    "stage.to_act2": "Se på",
    "stage.act2": "2. akt: Se ({nth} af {all}).",
    "stage.watch.ring": (
        "Se på ringen om en medarbejder: en hel omgang er 180 sekunder. Hvad sker der ved mærket hvert sted? Hvad ville I "
        "sige til kunden i de sidste ti sekunder?"
    ),
    "stage.watch.same": (
        "Følg én kunde. Find en, hvis samtale blev afbrudt hos den hurtige: hvor er den samme person det andet sted? Læs "
        "begge historier."
    ),
    "stage.watch.back": "Hold nu øje med trekanterne. Hvem er de? Hvor kommer de fra, og hvem venter på grund af dem?",
    "stage.watch.end": "Til dagen er slut. Se på medarbejdernes energi og på tallet ved \u201den anden dag\u201d. Hvem betaler?",
    "stage.watch_play": "Afspil dette stykke",
    "stage.watch_pick": "Find en for mig",
    "stage.watch_next": "Næste",
    "stage.act3": "3. akt: Forklar",
    "stage.answer": "Svar",
    "stage.voted_right": "det sagde I også",
    "stage.voted_wrong": "I sagde: {vote}",
    "stage.why": "Hvorfor?",
    "stage.because.cut": "Hos den hurtige sluttede {cut} af {answered} samtaler, før problemet havde fået sin tid.",
    "stage.because.back": "Den, der ikke blev hjulpet, ringede igen: {repeats_fast} af opkaldene var genkald mod {repeats_calm}.",
    "stage.because.work": (
        "Derfor tog en løst sag {work_fast} minutters arbejde mod {work_calm}: hver samtale kortere, hver løsning dyrere."
    ),
    "stage.because.waits": (
        "Ventetiden var {wait_fast} i gennemsnit mod {wait_calm}. Korte samtaler kan gøre køen kortere og alligevel tabe."
    ),
    "stage.because.felt": "{happy_fast} % af samtalerne gjorde nogen meget tilfreds mod {happy_calm} %.",
    "stage.discuss": "Tal om det",
    "stage.discuss.own": "Hvilket tal blinker på jeres egne medarbejderes skærme? Hvad får det dem til at gøre tæt på grænsen?",
    "stage.discuss.when": (
        "Hvornår ville den hurtige vinde? (Når en afbrudt samtale næsten løser lige så meget, eller når de, der ikke blev "
        "hjulpet, aldrig ringer igen.)"
    ),
    "stage.discuss.measure": "Hvilket ene tal ville vise jeres chef forskellen i morgen?",
    "stage.honest": (
        "Det her er én dag og ét held. Over mange år, med usikkerhed, fortæller rapporten fra eksperimentet "
        "fast_is_not_efficient, hvor "
        "sikkert det er, og ved hvilke antagelser det vender."
    ),
    "stage.again": "Stem igen",
}
