"""What must hold between parameters of causes, incidents and the rest of the centre."""

from collections.abc import Iterator

from sim.config.constraints import needs
from sim.config.errors import did_you_mean
from sim.params import Params
from sim.params.catalogue import number_text


@needs("root_causes")
def _noticed_causes(p: Params) -> Iterator[str]:
    section = p.root_causes
    for i, rank in enumerate(section.noticed):
        if rank > section.n_causes:
            yield f"root_causes.noticed[{i}] = {rank}: there are n_causes = {section.n_causes}, and 1 is the largest."


@needs("incidents", "kinds")
def _kind_of_an_incident(p: Params) -> Iterator[str]:
    kind = p.incidents.kind
    if (p.incidents.on_days or p.incidents.per_year > 0) and kind is not None and kind not in p.kinds:
        yield f"incidents.kind = '{kind}': there is no such kind in kinds{did_you_mean(kind, p.kinds)}"


@needs("incidents", "centre")
def _an_incident_falls_into_opening_hours(p: Params) -> Iterator[str]:
    section, centre = p.incidents, p.centre
    until_h = section.at_h + section.lasts_h
    if (section.on_days or section.per_year > 0) and not centre.opens_h <= section.at_h < until_h <= centre.closes_h:
        yield (f"incidents.lasts_h: its contacts come from {number_text(section.at_h)} to {number_text(until_h)} h; the centre "
               f"is open from {number_text(centre.opens_h)} to {number_text(centre.closes_h)} h.")
