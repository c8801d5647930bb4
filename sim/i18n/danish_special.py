"""Teksterne på dansk: siderne *ligner det verden*, hvad hver mekanisme gør, ringene, og tabellen med andres tal."""

from typing import Final

DANISH_SPECIAL: Final[dict[str, str]] = {
    # --- ligner det verden? ---
    "world.lead": (
        "Af {n} ting ligger {inside}, hvor andre melder dem. Af de {emerging}, som ingen har lagt ind, gør {emerging_inside}."
    ),
    "world.head": "Hvad modellen viser, ved siden af det, der meldes",
    "world.text": (
        "Et tal, der er lagt ind, siger kun, at det kom frem. Et, der følger, kommer næsten af givne tal. Et, der opstår, er ikke"
        " givet til nogen: det er prøven. Et tal ved siden af bliver vist og forklaret; intet er tilpasset."
    ),
    "world.caption": "Gennemsnit over {n} gentagelser",
    "world.figure": "Ligner centret verden?",
    "world.what": "Hvad",
    "world.model": "Modellen",
    "world.reported": "Meldt",
    "world.verdict": "Er det der?",
    "world.origin": "Hvor det kommer fra",
    "world.source": "Kilde til intervallet",
    "world.put_in": "lagt ind",
    "world.follows": "følger",
    "world.emerges": "opstår",
    "world.is_inside": "inden for",
    "world.is_below": "under",
    "world.is_above": "over",
    "world.is_no_data": "ingen data",
    "world.misses": "Hvad den rammer ved siden af, og hvorfor",
    "figure.world.below": (
        "Båndet er det interval, som andre melder, hver linje på sin egen skala. Blå ligger inden for, orange uden for;"
        " mærker ved kanten ligger længere ude."
    ),
    "figure.world.low": "lav ende",
    "figure.world.high": "høj ende",
    "special.does_not_say": "Hvad den ikke siger",
    # --- hvad hver mekanisme gør ---
    "attribution.lead": (
        "Taget ud af hele modellen en ad gangen flytter {clear} af {n} mekanismer klart {measure}; mest: {named}."
    ),
    "attribution.named": "{mechanism} ({size})",
    "attribution.head": "Hvad hver mekanisme bidrager med til helheden",
    "attribution.text": (
        "Med alt andet i gang: målet med mekanismen minus målet uden, på de samme kunder. Det, som de to måder skiller sig ved,"
        " er samspil, og det deles ikke ud."
    ),
    "attribution.head_alone": "Hvad hver gør alene",
    "attribution.text_alone": (
        "Med alt andet slået fra: en kø uden pauser, holdning eller opsigelser, og én mekanisme. Mange gør intet alene,"
        " fordi de skal bruge en anden for at mærkes."
    ),
    "attribution.figure": "Hvad bidrager hver mekanisme med?",
    "attribution.mechanism": "Mekanisme",
    "attribution.caption_taken_out": "Med minus uden, alt andet i gang; 95 %-intervaller",
    "attribution.caption_alone": "Med minus uden, alt andet slået fra; 95 %-intervaller",
    "attribution.taken_out": "taget ud af hele modellen",
    "attribution.alone": "lagt alene i den tomme",
    "figure.attribution.below": (
        "Punkter er målet med mekanismen minus uden, streger 95 %-intervaller, ordnet efter det første felt."
    ),
    # --- ringe ---
    "loop.lead": "{title}: {measure} i det sidste halve år er {told}.",
    "loop.is": "{value} ({line})",
    "loop.all": "Fra den første måned til den sidste",
    "loop.caption": "Gennemsnit over {n} gentagelser",
    "loop.head": "Ring",
    "loop.centre": "Center",
    "loop.at_the_end": "Første måned til sidste",
    "loop.from_to": "{measure} {before} til {after}",
    "figure.loop.below": (
        "Læs felterne i numrenes orden, og fra det sidste tilbage til det første. Gennemsnit over gentagelser med"
        " 95 %-intervaller."
    ),
    "figure.loop.month": "fire uger",
    # --- ved siden af andre centre ---
    "report.beside": "Ved siden af andre centre",
    "report.beside_text": (
        "Hvad andre melder om centre som dette: det, der ikke ville undre, ikke en norm. Intet her er tilpasset det."
    ),
    "report.beside_caption": "Gennemsnit over gentagelserne; i farve det, der ligger uden for",
    "report.beside_range": "Meldt",
    "report.beside_usual": "Oftest nævnt",
}
