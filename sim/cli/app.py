"""`contact-centre app`: the app for managers, in a browser on this machine."""

import argparse
import errno
import importlib.util
import socket

from sim.cli import messages
from sim.cli.verbs import OK, check_plugins, verb
from sim.i18n.translate import message

LARGEST_PORT = 65_535


def port(text: str) -> int:
    """A port, for argparse."""
    if not text.isdecimal() or not text.isascii() or not 1 <= int(text[:6]) <= LARGEST_PORT:
        raise argparse.ArgumentTypeError(str(messages.NO_PORT.format(text=text[:40], most=LARGEST_PORT)))
    return int(text)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--port", type=port, default=8501, metavar="N", help=messages.argument("port"))
    parser.add_argument("--address", default="127.0.0.1", metavar="IP", help=messages.argument("address"))
    parser.add_argument("--no-browser", action="store_true", help=messages.argument("no_browser"))


@verb("app", message("the app for managers, in a browser on this machine (needs the extra `app`)"), arguments)
def app(options: argparse.Namespace) -> int:
    """Compile all functions, then serve the app; Ctrl-C ends it."""
    from sim.app.server import leave_current_folder, serve
    from sim.config.errors import ConfigError

    leave_current_folder()
    if importlib.util.find_spec("streamlit") is None:
        raise ConfigError([messages.NO_APP])
    if options.config_dir is not None:
        raise ConfigError([messages.APP_NO_FOLDER])
    check_free(options.address, options.port)
    from sim.execution.progress import compilation_reported
    from sim.execution.warm_start import ensure_compiled

    check_plugins()
    with compilation_reported():
        ensure_compiled(["compiled"])
    url = f"http://{_in_url(options.address)}:{options.port}"
    print(messages.OPENS.format(url=url), flush=True)
    try:
        serve(options.port, options.address, None if options.no_browser else url)
    except KeyboardInterrupt:
        print(messages.APP_ENDED)
    return OK


def check_free(address: str, port: int) -> None:
    """Check that a server can listen there, before anything is compiled.

    Raises:
        ConfigError: it is no address of this machine, or the port is in use.
    """
    from sim.config.errors import ConfigError

    number = "127.0.0.1" if address == "localhost" else address
    try:
        kind, *_, place = socket.getaddrinfo(number, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)[0]
    except (OSError, UnicodeError):
        raise ConfigError([messages.NO_ADDRESS.format(address=address[:80])]) from None
    with socket.socket(kind, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(place)
        except OSError as error:
            why = messages.PORT_IN_USE if error.errno in (errno.EADDRINUSE, errno.EACCES) else messages.NO_ADDRESS
            raise ConfigError([why.format(address=address[:80], port=port)]) from None


def _in_url(address: str) -> str:
    """The address as a browser takes it.

    >>> _in_url("::1"), _in_url("0.0.0.0"), _in_url("127.0.0.1")
    ('[::1]', 'localhost', '127.0.0.1')
    """
    if address in ("0.0.0.0", "::"):
        return "localhost"
    return f"[{address}]" if ":" in address else address
