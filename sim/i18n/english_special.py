"""The texts in English: the pages *does it look like the world*, attribution, feedback loops, and the table of others'
figures."""

from typing import Final

ENGLISH_SPECIAL: Final[dict[str, str]] = {
    # --- does it look like the world? ---
    "world.lead": (
        "Of {n} things looked at, {inside} lie where others report them. Of the {emerging} that nobody put in,"
        " {emerging_inside} do."
    ),
    "world.head": "What the model shows beside what is reported",
    "world.text": (
        "A number that is put in says only that it arrived. One that follows comes nearly from given ones. One that emerges was"
        " given to nobody: it is the test. A miss is shown and explained; nothing was fitted to a range."
    ),
    "world.caption": "Means over {n} replications",
    "world.figure": "Does the centre look like the world?",
    "world.what": "What",
    "world.model": "The model",
    "world.reported": "Reported",
    "world.verdict": "Is it there?",
    "world.origin": "Where it comes from",
    "world.source": "Source of the range",
    "world.put_in": "put in",
    "world.follows": "follows",
    "world.emerges": "emerges",
    "world.is_inside": "inside",
    "world.is_below": "below",
    "world.is_above": "above",
    "world.is_no_data": "no data",
    "world.misses": "What it misses, and why",
    "figure.world.below": (
        "The band is the range reported elsewhere, each line on a scale of its own. Blue lies inside, orange outside;"
        " marks at the edge lie further out."
    ),
    "figure.world.low": "low end",
    "figure.world.high": "high end",
    "special.does_not_say": "What it does not say",
    # --- attribution ---
    "attribution.lead": (
        "Taken out of the whole model one at a time, {clear} of {n} mechanisms clearly move {measure}; most: {named}."
    ),
    "attribution.named": "{mechanism} ({size})",
    "attribution.head": "What each mechanism contributes to the whole",
    "attribution.text": (
        "With everything else at work: the measure with the mechanism less the measure without it, on the same customers. What"
        " the two ways differ by is interaction, and is not shared out."
    ),
    "attribution.head_alone": "What each does alone",
    "attribution.text_alone": (
        "With everything else switched off: a queue without breaks, attitude or quitting, and one mechanism. Many do nothing"
        " alone, as they need another to be felt."
    ),
    "attribution.figure": "What does each mechanism contribute?",
    "attribution.mechanism": "Mechanism",
    "attribution.caption_taken_out": "With it less without it, everything else at work; 95 % intervals",
    "attribution.caption_alone": "With it less without it, everything else off; 95 % intervals",
    "attribution.taken_out": "taken out of the whole model",
    "attribution.alone": "put alone into the bare one",
    "figure.attribution.below": (
        "Points are the measure with the mechanism less without it, bars 95 % intervals, ordered by the first panel."
    ),
    # --- loops ---
    "loop.lead": "{title}: {measure} in the last half-year is {told}.",
    "loop.is": "{value} ({line})",
    "loop.all": "From the first month to the last",
    "loop.caption": "Means over {n} replications",
    "loop.head": "Loop",
    "loop.centre": "Centre",
    "loop.at_the_end": "First month to last",
    "loop.from_to": "{measure} {before} to {after}",
    "figure.loop.below": (
        "Read the panels in the order of their numbers, and from the last back to the first. Means over replications with 95 %"
        " intervals."
    ),
    "figure.loop.month": "four weeks",
    # --- beside other centres ---
    "report.beside": "Beside other centres",
    "report.beside_text": (
        "What others report of centres like this one: what would not surprise, not a norm. Nothing here is fitted to it."
    ),
    "report.beside_caption": "Means over the replications; in colour what lies outside",
    "report.beside_range": "Reported",
    "report.beside_usual": "Most quoted",
}
