"""The app in a real browser, on the real engine: main paths in both languages at three sizes, on this machine alone."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from sim.app.views import SHOWN
from sim.i18n.extraction import catalogue_file, read
from tests.browser.conftest import SIZES, access_errors, free_port

pytestmark = pytest.mark.browser
PATIENCE_S = 240
SIGNS = {
    "answer": ".cc-bar", "why": ".cc-link", "instead": ".cc-picture", "day": ".cc-picture", "years": ".cc-picture",
    "sure": ".cc-picture", "stage": "iframe", "keep": "[data-testid=stCode]", "expert": "[data-testid=stDataFrame]"}
STREAMLITS_OWN = ("stFileUploaderDropzone", "data-stale=\"true\"")  # errors that axe finds in Streamlit's own parts


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Address of a server of the app for these tests."""
    port = free_port()
    command = [sys.executable, "-m", "sim", "app", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        _until(lambda: _answers(address))
        yield address
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(address).status == 200)
    except urllib.error.URLError:  # the server does not listen yet
        return False


def _until(there: Callable[[], object]) -> None:
    """Wait until a condition holds."""
    ends = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < ends
        time.sleep(0.5)


OVERFLOWING = """return [...document.querySelectorAll(".cc-card")].filter((card) => card.scrollWidth > card.clientWidth)
  .map((card) => card.innerText)"""
STALE = "[data-stale=true], [data-testid=stSkeleton]"     # parts that are redrawn, or not yet loaded


def _opened(driver, address: str, sign: str, **link: str) -> None:
    """Open a link, and wait until its marker is there, all parts are loaded, and nothing is redrawn."""
    driver.get(address + "?" + "&".join(f"{key}={value}" for key, value in link.items()))
    _until(lambda: driver.find_elements("css selector", sign))
    _until(lambda: not driver.find_elements("css selector", STALE))


def _cards(driver) -> list[str]:
    """The cards, read at once, because the page may redraw them at any moment."""
    return driver.execute_script("return [...document.querySelectorAll('.cc-card')].map((card) => card.innerText)")


def _written(driver) -> str:
    return driver.execute_script("return document.body.innerText")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "da"])
def test_the_answer_needs_no_click_and_becomes_more_precise(sized, address, shots, size, language):
    driver = sized(size)
    _opened(driver, address, ".cc-bar", lang=language)
    _until(lambda: len(driver.find_elements("css selector", ".cc-bar")) >= 6)
    assert len(driver.find_elements("css selector", ".cc-card")) == len(SHOWN)
    assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert driver.execute_script(OVERFLOWING) == []
    driver.save_screenshot(str(shots / f"app-{size}-{language}.png"))


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("view", SIGNS)
def test_every_view_shows_what_it_promises_and_is_accessible(sized, address, shots, view, language):
    driver = sized("projector")
    _opened(driver, address, SIGNS[view], lang=language, view=view)
    assert not driver.find_elements("css selector", "[data-testid=stException]")
    driver.save_screenshot(str(shots / f"app-{view}-{language}.png"))
    assert [error for error in access_errors(driver) if not any(own in error for own in STREAMLITS_OWN)] == []


@pytest.mark.parametrize("view", SIGNS)
def test_nothing_is_left_in_the_other_language(sized, address, view):
    driver = sized("desktop")
    _opened(driver, address, SIGNS[view], lang="da", view=view)
    written = _written(driver)
    english = [entry.id for entry in read(catalogue_file("da")) if isinstance(entry.id, str) and entry.id != entry.string
               and len(entry.id) > 14 and "{" not in entry.id]
    assert [text for text in english if re.sub(r"[*`]", "", text) in written] == []


def test_a_lever_changes_by_keyboard_and_the_address_has_its_value(sized, address):
    """Another visitor with that address sees the same numbers, and one without it sees its own."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    driver = sized("desktop")
    _opened(driver, address, ".cc-bar", lang="en", q="own", plain="1")
    mine, before = driver.current_window_handle, _cards(driver)
    thumb = driver.find_element("css selector", ".st-key-lever-train :is([role=slider], input)")
    driver.execute_script("arguments[0].focus()", thumb)     # an input of no size, which Selenium does not click
    ActionChains(driver).send_keys(Keys.ARROW_RIGHT).perform()
    _until(lambda: "train=1" in driver.current_url)
    _until(lambda: _cards(driver) and _cards(driver) != before)
    _until(lambda: "10 of 10 simulated years" in _written(driver) and not driver.find_elements("css selector", STALE))
    told, link = _cards(driver), driver.current_url
    driver.switch_to.new_window("tab")
    _opened(driver, address, ".cc-bar", lang="da", q="lunch")
    _opened(driver, link.partition("?")[0], ".cc-bar", **dict(part.split("=") for part in link.partition("?")[2].split("&")))
    _until(lambda: _cards(driver) == told)
    driver.close()
    driver.switch_to.window(mine)
    assert _cards(driver) == told
    assert driver.current_url == link


def test_an_invalid_input_is_reported_beside_its_field(sized, address, shots):
    from selenium.webdriver.common.keys import Keys

    driver = sized("desktop")
    _opened(driver, address, ".cc-bar", lang="da", agents="25")
    field = driver.find_element("css selector", ".st-key-lever-agents input")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("900", Keys.ENTER)
    _until(lambda: driver.find_elements("css selector", "[data-testid=stSidebar] [data-testid=stAlert]"))
    assert "Skriv et tal fra 2 til 200 personer" in _written(driver)
    driver.save_screenshot(str(shots / "app-refused.png"))


def test_no_other_host_is_contacted(sized, address):
    driver = sized("desktop")
    _opened(driver, address, ".cc-card")
    asked = driver.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith((address, "data:", "blob:"))] == []
