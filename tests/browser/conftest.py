"""A headless Chromium without access to other hosts; without one these tests fail and name what to install."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SIZES = {"desktop": (1280, 800), "projector": (1920, 1080), "phone": (390, 844)}


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The browser, for all tests."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.fail("make test-browser needs Chromium and ChromeDriver (Debian: apt-get install chromium chromium-driver)")
    options = Options()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield browser
    browser.quit()


@pytest.fixture
def sized(driver: Any) -> Callable[[str], Any]:
    """The browser with a window as on a desktop, a projector or a phone."""

    def set_size(name: str) -> Any:
        width, height = SIZES[name]
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": name == "phone"})
        return driver

    return set_size


def access_errors(driver: Any) -> list[str]:
    """Errors that axe-core finds on the page: rule and place."""
    import axe_core_python

    script = next(Path(axe_core_python.__file__).parent.glob("axe*.js")).read_text(encoding="utf-8")
    driver.execute_script(script)
    found = driver.execute_async_script("const done = arguments[0]; axe.run().then(done, (e) => done({error: String(e)}));")
    assert "error" not in found, found
    return [f"{error['id']}: {' '.join(map(str, node['target']))} {node['html'][:160]}"
            for error in found["violations"] for node in error["nodes"]]


def free_port() -> int:
    """A free port of this machine."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def shots() -> Path:
    """Folder for screenshots."""
    folder = Path("results") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


