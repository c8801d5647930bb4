"""Every world is worked by hand once, and run by both engines."""

import pytest

from tests import bare


@pytest.fixture(autouse=True, params=["compiled", "simpy"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare, "ENGINE", request.param)
