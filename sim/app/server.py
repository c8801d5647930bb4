"""The app's server: it answers this page alone, looks nothing up outside, and imports nothing from the current folder."""

import asyncio
import contextlib
import ipaddress
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import sim
from sim.i18n.translate import message

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SCRIPT = Path(__file__).with_name("main.py")
SETTINGS: Mapping[str, Any] = {  # no usage statistics, no downloads, no other page's requests
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 1,
    "theme.base": "light",
    "theme.primaryColor": "#00618f",
    "theme.backgroundColor": "#f6f7f9",
    "theme.secondaryBackgroundColor": "#ffffff",
    "theme.textColor": "#1f2328",
}
WITHOUT_ORIGIN = ("GET", "HEAD", "OPTIONS")  # a browser sends no Origin when it opens a link
FORBIDDEN = message("This request does not come from the app's own page. Open the address that the program printed.")
LISTENS_AFTER_S = 0.5


class OwnPageOnly:
    """ASGI middleware: refuses a request by a name that is not this machine's, or from another page.

    A name that someone else points at this machine (DNS rebinding) is thus of no use, and neither is a page that knows the port.

    Args:
        app: the application.
        names: lower-case host names of this machine; an IP address is always accepted, because no one can point it elsewhere.
    """

    def __init__(self, app: "ASGIApp", names: frozenset[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on, or answer it with status 403."""
        from starlette.datastructures import Headers
        from starlette.responses import PlainTextResponse

        is_request = scope["type"] in ("http", "websocket")
        method = scope.get("method", "")  # a websocket has none, and always an origin
        if not is_request or is_own(Headers(scope=scope), method in WITHOUT_ORIGIN, self.names):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(str(FORBIDDEN), 403)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def is_own(headers: Mapping[str, str], may_lack_origin: bool, names: frozenset[str]) -> bool:
    """Whether a request's Host is this machine and its Origin is the same place.

    >>> names = frozenset({"localhost"})
    >>> is_own({"host": "localhost:8501", "origin": "http://localhost:8501"}, False, names)
    True
    >>> is_own({"host": "localhost:8501", "origin": "http://localhost:3000"}, True, names)
    False
    >>> is_own({"host": "rebound.example:8501"}, True, names), is_own({"host": "[::1]:8501"}, True, names)
    (False, True)
    """
    host, origin = headers.get("host", "").lower(), headers.get("origin")
    if not _is_this_machine(host, names):
        return False
    return may_lack_origin if origin is None else origin.lower() in (f"http://{host}", f"https://{host}")


def _is_this_machine(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header, `name[:port]`, is an IP address or one of the names."""
    try:
        place = urlsplit(f"//{host}")
        name, is_bare = place.hostname or "", place.netloc == host and place.username is None
        _ = place.port  # raises for a port that is no number
    except ValueError:
        return False
    if name in names:
        return is_bare
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return is_bare


def own_names(address: str) -> frozenset[str]:
    """Host names by which this machine may be called: localhost, its own name, and the address that it listens to."""
    return frozenset({"localhost", socket.gethostname().lower(), address.lower()})


def leave_current_folder() -> None:
    """Import no library from the current folder; where the simulator itself lies there, workers still find it first."""
    here, root = Path.cwd(), Path(sim.__file__).resolve().parents[1]
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != here]
    if here == root:
        with contextlib.suppress(ImportError):  # the caller reports that it is not installed
            import streamlit  # noqa: F401
            import uvicorn  # noqa: F401
        sys.path.insert(0, str(root))


def settings(port: int, address: str) -> dict[str, Any]:
    """Settings of the server, which apply before those of files and of the environment."""
    return {**SETTINGS, "server.port": port, "server.address": address}


def serve(port: int, address: str, url: str | None) -> None:
    """Serve the app until it is interrupted.

    Args:
        port, address: where it listens.
        url: opened in the browser as soon as the server listens; None: no browser.
    """
    from starlette.middleware import Middleware
    from streamlit import App

    app = App(SCRIPT, middleware=[Middleware(OwnPageOnly, names=own_names(address))], on_script_error=_reported,
              lifespan=_opening(url, list(sys.path)))
    app.run(config=settings(port, address))


def _reported(error: Exception) -> bool:
    """An error in the reaction to an input, as one line on the page."""
    from sim.app.screen import report_error  # late: what it caches belongs to the running server

    return report_error(error)


def _opening(url: str | None, path: list[str]) -> Callable[[Any], Any]:
    """At the start: restore the import path, to which Streamlit adds a folder, and open the browser when the server listens."""

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        sys.path[:] = path
        if url is not None:
            asyncio.get_running_loop().call_later(LISTENS_AFTER_S, webbrowser.open, url)
        yield

    return lifespan
