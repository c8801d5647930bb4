"""Break-even shares in words: the limits 0 and 1 are shares, what lies outside them is said."""

import pytest

from sim.findings.break_even import share_words
from sim.i18n.translate import Translator


@pytest.mark.parametrize(("share", "words"), [
    (-0.01, "it saves work in any case"), (0.0, "0%"), (0.25, "25%"), (1.0, "100%"), (1.01, "not even all of them")])
def test_a_share_of_conversations_in_words(share: float, words: str) -> None:
    assert share_words(share, 0, Translator("en")) == words
