"""The switches of mechanisms, one for each mechanism declared in `sim.mechanisms`."""

from typing import TYPE_CHECKING

from pydantic import create_model

from sim.declare import Quantities, quantity
from sim.mechanisms import MECHANISMS

if TYPE_CHECKING:
    class Mechanisms(Quantities):
        """Switches of mechanisms; switching one off leaves all others unchanged, bit for bit."""

        def __getattr__(self, name: str) -> bool: ...
else:
    Mechanisms = create_model(
        "Mechanisms", __base__=Quantities, __module__=__name__,
        __doc__="Switches of mechanisms; switching one off leaves all others unchanged, bit for bit.",
        **{mechanism.name: (bool, quantity("", mechanism.meaning)) for mechanism in MECHANISMS})
