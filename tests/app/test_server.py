"""The app's server: whom it answers, what it looks up, what it imports, and how it starts and ends."""

import http.client
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.app import server
from sim.cli import messages
from sim.cli.main import main
from tests.browser.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
OWN = frozenset({"localhost", "desk-7"})
HANDSHAKE = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}

# Host, Origin, whether the request may lack an Origin, and whether it is answered.
REQUESTS = [
    ("127.0.0.1:8501", "http://127.0.0.1:8501", False, True),
    ("localhost:8501", "http://localhost:8501", False, True),
    ("LOCALHOST:8501", "HTTP://LocalHost:8501", False, True),
    ("localhost", "http://localhost", False, True),
    ("[::1]:8501", "http://[::1]:8501", False, True),
    ("desk-7:8501", "http://desk-7:8501", False, True),
    ("192.168.1.7:8501", "http://192.168.1.7:8501", False, True),   # with --address 0.0.0.0
    ("localhost:9000", "http://localhost:9000", False, True),       # a forwarded port
    ("localhost:8501", "https://localhost:8501", False, True),      # behind a proxy that encrypts
    ("localhost:8501", None, True, True),                           # a link was opened
    ("localhost:8501", None, False, False),                         # a websocket without an origin
    ("127.0.0.1:8501", "http://localhost:8501", False, False),
    ("localhost:8501", "http://localhost:3000", False, False),
    ("localhost:8501", "http://localhost", False, False),
    ("localhost:8501", "http://evil.example", True, False),
    ("localhost:8501", "http://localhost:8501.evil.example", True, False),
    ("localhost:8501", "http://evil.example/localhost:8501", True, False),
    ("localhost:8501", "null", True, False),
    ("localhost:8501", "", True, False),
    ("localhost:8501", "file://", True, False),
    ("localhost:8501", "chrome-extension://abc", True, False),
    ("evil.example:8501", "http://evil.example:8501", True, False),  # a name that was pointed here
    ("evil.example", None, True, False),
    ("localhost.evil.example:8501", None, True, False),
    ("127.0.0.1.evil.example:8501", None, True, False),
    ("localhost.:8501", None, True, False),
    ("127.1:8501", None, True, False),
    ("2130706433:8501", None, True, False),
    ("0x7f000001:8501", None, True, False),
    ("localhost:eighty", None, True, False),
    ("localhost:99999", None, True, False),
    ("me@localhost:8501", None, True, False),
    ("evil.example@127.0.0.1:8501", None, True, False),
    ("localhost:8501/path", None, True, False),
    ("localhost:8501?x", None, True, False),
    ("[::1:8501", None, True, False),
    ("[fe80::zz]:8501", None, True, False),
    ("", None, True, False),
    (" localhost:8501", None, True, False),
    ("localhost:8501, evil.example", None, True, False),
    ("xn--lcalhost-x0a:8501", None, True, False),
]


@pytest.mark.parametrize(("host", "origin", "may_lack", "answered"), REQUESTS)
def test_only_the_own_page_under_an_own_name_is_answered(host, origin, may_lack, answered):
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert server.is_own(headers, may_lack, OWN) is answered


def test_settings_of_a_file_or_of_the_environment_do_not_open_the_server():
    found = server.settings(8501, "127.0.0.1")
    assert found["server.address"] == "127.0.0.1"
    closed = {"browser.gatherUsageStats": False, "server.enableCORS": True, "server.enableXsrfProtection": True,
              "server.corsAllowedOrigins": [], "server.enableAgentApi": False, "client.showErrorDetails": "none",
              "server.maxUploadSize": 1}
    assert {key: found[key] for key in closed} == closed


# --- a started server -----------------------------------------------------------------------------------------

TRACED = """
import json, sys
events = open(sys.argv.pop(1), "w", buffering=1)
def hook(event, args):
    if event in ("socket.connect", "socket.sendto"):
        events.write(json.dumps([event, str(args[1][0]) if isinstance(args[1], tuple) else "a file"]) + "\\n")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        events.write(json.dumps([event, str(args[0])]) + "\\n")
sys.addaudithook(hook)
sys.path.insert(0, "")
from sim.cli.main import main
sys.exit(main())
"""
EVIL = "print('executed', flush=True); raise SystemExit(9)"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """A server in a folder with modules of others, with a trace of its look-ups; its browser prints the address."""
    folder, port = tmp_path_factory.mktemp("current"), free_port()
    for name in ("streamlit.py", "starlette.py", "uvicorn.py", "numba.py"):
        (folder / name).write_text(EVIL, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(
        '[server]\nenableCORS = false\nenableXsrfProtection = false\naddress = "0.0.0.0"\n', encoding="utf-8")
    script = folder.parent / "traced.py"
    script.write_text(TRACED.replace('sys.path.insert(0, "")', f"sys.path[:] = ['', {str(ROOT)!r}, *sys.path[1:]]", 1),
                      encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-P", str(script), str(folder.parent / "trace"), "app", "--port", str(port)], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "BROWSER": "echo %s"})
    assert process.stdout is not None
    for line in process.stdout:
        if line == f"http://127.0.0.1:{port}\n":  # the browser
            break
    yield process, port, folder.parent / "trace"
    process.kill()
    process.communicate()


def _status(port: int, path: str, **headers: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.putrequest("GET", path, skip_host=True)
    for name, value in headers.items():
        line.putheader(name.replace("_", "-"), value)
    line.endheaders()
    status = line.getresponse().status
    line.close()
    return status


def test_a_started_server_answers_its_page_looks_nothing_up_and_ends_in_one_line(started):
    process, port, trace = started
    own, stream = f"127.0.0.1:{port}", "/_stcore/stream"
    assert process.poll() is None, process.stderr.read()
    assert _status(port, "/", Host=own) == 200
    assert _status(port, stream, Host=own, Origin=f"http://{own}", **HANDSHAKE) == 101
    for host, origin in ((own, "http://evil.example"), (own, f"http://localhost:{port}"), (f"evil.example:{port}",) * 2,
                         (f"evil.example:{port}", f"http://evil.example:{port}"), (own, "null")):
        assert _status(port, stream, Host=host, Origin=origin, **HANDSHAKE) == 403
        assert _status(port, "/_stcore/health", Host=host, Origin=origin) == 403
    assert _status(port, stream, Host=own, **HANDSHAKE) == 403
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (out, err, process.returncode) == (f"{messages.APP_ENDED}\n", "", 0)
    events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    for event, place in events:
        assert place == "a file" or ipaddress.ip_address(place).is_loopback, event


# --- before it starts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0", "-1", "65536", "1e3", "8501.0", "", " ", "٨٥٠١", "9" * 5000, "http", "0x10", "+80"])
def test_a_port_is_a_number_of_a_port(text, capsys):
    with pytest.raises(SystemExit) as end:
        main(["app", f"--port={text}"])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert len(error) < 300
    assert "a whole number from 1 to 65535" in error


@pytest.mark.parametrize("address", ["example.org", "", "256.1.1.1", "127.0.0.1:80", "http://127.0.0.1", "192.0.2.1", "a" * 5000,
                                     "ål", "\x1b[31m", "::g"])
def test_an_address_is_one_of_this_machine(address, capsys):
    assert main(["app", f"--address={address}", f"--port={free_port()}"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert len(error) < 300
    assert "is no IP address of this machine" in error


def test_a_port_in_use_is_refused_before_anything_is_compiled(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["app", f"--port={other.getsockname()[1]}"]) == 2
    assert "is in use or reserved" in capsys.readouterr().err


def test_a_folder_of_own_scenarios_is_refused(tmp_path, capsys):
    assert main(["app", "--config-dir", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{messages.APP_NO_FOLDER}\n"
