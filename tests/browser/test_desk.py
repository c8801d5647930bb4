"""The desk in a real browser, on the real engine: main paths in both languages at three sizes, on this machine alone."""

import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest

from sim.verbs.app import line
from tests.browser.conftest import SIZES, free_port

pytestmark = pytest.mark.browser
PATIENCE_S = 180


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A desk of its own."""
    port = free_port()
    server = subprocess.Popen(line(port, "127.0.0.1", True), stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        _until(lambda: urllib.request.urlopen(address).status == 200)
        yield address
    finally:
        server.terminate()
        server.wait()


def _until(there) -> None:
    """Wait for something to be there."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            if there():
                return
        except OSError:
            pass
        assert time.monotonic() < ends
        time.sleep(0.5)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "da"])
def test_the_answer_comes_without_a_click_and_grows_surer(sized, address, shots, size, language):
    driver = sized(size)
    driver.get(f"{address}?lang={language}")
    _until(lambda: len(driver.find_elements("css selector", ".cc-card")) == 8)
    _until(lambda: len(driver.find_elements("css selector", ".cc-bar")) >= 6)
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    driver.save_screenshot(str(shots / f"desk-{size}-{language}.png"))


@pytest.mark.parametrize(("view", "sign"), [
    ("why", ".cc-link"), ("instead", "[data-testid=stImage]"), ("day", "[data-testid=stImage]"),
    ("years", "[data-testid=stImage]"),
    ("sure", ".cc-card"), ("stage", "iframe"), ("keep", "[data-testid=stCode]"), ("expert", "[data-testid=stDataFrame]")])
def test_every_view_shows_what_it_promises(sized, address, shots, view, sign):
    driver = sized("projector")
    driver.get(f"{address}?view={view}")
    _until(lambda: driver.find_elements("css selector", sign))
    assert not driver.find_elements("css selector", "[data-testid=stException]")
    driver.save_screenshot(str(shots / f"desk-{view}.png"))


def test_nothing_is_asked_of_anybody_else(sized, address):
    driver = sized("desktop")
    driver.get(address)
    _until(lambda: driver.find_elements("css selector", ".cc-card"))
    asked = driver.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith((address, "data:", "blob:"))] == []
