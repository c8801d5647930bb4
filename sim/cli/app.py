"""`contact-centre app`: the app for managers, in a browser on this machine."""

import argparse
import importlib.util
import os
import sys
from pathlib import Path

from sim.cli import messages
from sim.cli.verbs import check_plugins, verb
from sim.i18n.translate import message

SETTINGS = {  # no usage statistics, no downloads, no access from other machines
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "global.developmentMode": "false",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "server.showEmailPrompt": "false",
    "server.enableXsrfProtection": "true",
    "theme.base": "light",
    "theme.primaryColor": "#00618f",
    "theme.backgroundColor": "#f6f7f9",
    "theme.secondaryBackgroundColor": "#ffffff",
    "theme.textColor": "#1f2328",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--port", type=int, default=8501, metavar="N", help=messages.argument("port"))
    parser.add_argument("--address", default="127.0.0.1", metavar="IP", help=messages.argument("address"))
    parser.add_argument("--no-browser", action="store_true", help=messages.argument("no_browser"))


@verb("app", message("the app for managers, in a browser on this machine (needs the extra `app`)"), arguments)
def app(options: argparse.Namespace) -> int:
    """Compile all functions, then replace this process by the server; Ctrl-C ends it."""
    from sim.config.errors import ConfigError

    if importlib.util.find_spec("streamlit") is None:
        raise ConfigError([messages.NO_APP])
    from sim.execution.progress import compilation_reported
    from sim.execution.warm_start import ensure_compiled

    check_plugins()
    with compilation_reported():
        ensure_compiled(["compiled"])
    command = line(options.port, options.address, options.no_browser)
    print(messages.OPENS.format(address=options.address, port=options.port), flush=True)
    os.execv(command[0], command)


def line(port: int, address: str, no_browser: bool) -> list[str]:
    """Command line of the server."""
    import sim.app as service

    script = Path(service.__file__).with_name("main.py")
    own = {"server.port": str(port), "server.address": address, "server.headless": str(no_browser).lower()}
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        *(f"--{key}={value}" for key, value in {**SETTINGS, **own}.items()),
    ]
