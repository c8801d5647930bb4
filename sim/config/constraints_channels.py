"""What must hold between channels and those who serve them (M26)."""

from collections.abc import Iterator

from sim.config.constraints import needs
from sim.params import Params
from sim.params.catalogue import number_text


@needs("channels")
def _shares(p: Params) -> Iterator[str]:
    ways = p.channels
    if ways.mail_share + ways.chat_share > 1:
        yield (f"channels.mail_share = {number_text(ways.mail_share)} and chat_share = {number_text(ways.chat_share)}: "
               "together at most 1; the rest comes by phone.")


@needs("mechanisms", "channels", "workforce")
def _served(p: Params) -> Iterator[str]:
    groups = [group for group in p.workforce.groups.values() if group.n_agents]
    for name, share in (("mail", p.channels.mail_share), ("chat", p.channels.chat_share)):
        if p.mechanisms.channels and share > 0 and groups and not any(g.channels is None or name in g.channels for g in groups):
            yield f"workforce.groups: nobody answers {name}: write {name} among the channels of a group, or null for all."
