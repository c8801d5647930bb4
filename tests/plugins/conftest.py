"""Plug-ins that are registered for one test only."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sim import plugins


@pytest.fixture
def use() -> Iterator[Callable[..., None]]:
    """Registers plug-ins, and removes them after the test."""
    names: list[str] = []

    def register(*objects: Any) -> None:
        plugins.register(*objects)
        names.extend(one.name for one in objects)

    yield register
    plugins.unregister(*names)
