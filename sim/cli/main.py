"""The command line: `contact-centre VERB`; each verb has a module of its own, which registers it."""

import argparse
import gc
import io
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from sim.cli import app, experiment, list, messages, play, reproduce, run, status, validate  # noqa: A004, F401  verbs
from sim.cli.verbs import BAD_INPUT, OK, STOPPED, VERBS, path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the arguments after the program's name; None: those of the process.

    Returns:
        Exit status: 0 done, 1 done except failed replications, 2 invalid input (one line per error on
        stderr), 130 stopped by the user.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ? instead of an error
    parser = _parser()
    options, more = parser.parse_known_args(argv)
    options.command = shlex.join([messages.PROGRAM, *(sys.argv[1:] if argv is None else argv)])
    try:
        with _relaxed_gc():
            status = _do(options, more, parser)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print(messages.STOPPED, file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader of the output has closed it, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except ValueError as error:
        from sim.config.errors import ConfigError

        if not isinstance(error, ConfigError):
            raise
        print(error, file=sys.stderr)
        return BAD_INPUT
    except Exception as error:
        from sim.plugins import PluginError

        if not isinstance(error, PluginError):
            raise
        print(error, file=sys.stderr)
        return BAD_INPUT


@contextmanager
def _relaxed_gc() -> Iterator[None]:
    """Collect garbage less often: imported objects are permanent, and traversing them repeatedly takes a tenth of the start."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _do(options: argparse.Namespace, more: Sequence[str], parser: argparse.ArgumentParser) -> int:
    """Call the verb; arguments after an option are overrides unless they look like options."""
    unknown = [word for word in more if word.startswith("-")]
    takes_more = hasattr(options, "overrides")
    if unknown or (more and not takes_more):
        parser.error(str(messages.NOT_KNOWN.format(word=(unknown or more)[0])))
    if takes_more:
        options.overrides = [*options.overrides, *more]
    verb: Callable[[argparse.Namespace], int] | None = getattr(options, "verb", None)
    if verb is None:
        parser.print_help(sys.stderr)
        return BAD_INPUT
    return verb(options)


# --- the arguments of the command line -----------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Parser that reports an error in one line."""

    def error(self, message: str) -> NoReturn:
        print(messages.SEE_HELP.format(program=self.prog, detail=message), file=sys.stderr)
        raise SystemExit(BAD_INPUT)


class _Version(argparse.Action):
    """Action that looks up the version only when it is requested."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("contact-centre-simulator")
        except PackageNotFoundError:
            number = str(messages.NOT_INSTALLED)
        print(f"{messages.PROGRAM} {number}")
        raise SystemExit(OK)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=messages.PROGRAM, description=str(messages.ABOUT), epilog=str(messages.EPILOG), allow_abbrev=False,
                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action=_Version, nargs=0, help=messages.argument("version"))
    verbs = parser.add_subparsers(metavar="{" + ",".join(VERBS) + "}", parser_class=_Parser)
    for name, verb in VERBS.items():
        sub = verbs.add_parser(name, help=str(verb.help), description=str(verb.help), allow_abbrev=False)
        sub.add_argument("--config-dir", type=path, metavar="DIR", help=messages.argument("config_dir"))
        verb.arguments(sub)
        sub.set_defaults(verb=verb.call)
    return parser
