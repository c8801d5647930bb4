#!/bin/sh
# Makes .venv from requirements.lock, and renews it where the lock, the project file or the interpreter has changed. `make` runs it
# in the project's folder before anything else.
#
#   sh tools/environment.sh              with a fitting Python among those installed
#   sh tools/environment.sh python3.12   with this one
#
# .venv/ready names the interpreter and the check sums of what the environment was made from. It is written last: an environment
# without it was interrupted and is made again. One that cannot be made is removed, and one line says why.
set -u
LC_ALL=C.UTF-8    # messages of other programs in English, some of which are read below; names of folders in any letters
export LC_ALL
named=${1-}
ready=.venv/ready
mac=/Library/Frameworks/Python.framework/Versions

refuse() {
    printf 'make: %s\n' "$1" >&2
    exit 2
}

[ -f requirements.lock ] && [ -f pyproject.toml ] || refuse "run make in the project's folder"
bounds=$(sed -n 's/^requires-python = ">=3\.\([0-9]*\),<3\.\([0-9]*\)".*/\1 \2/p' pyproject.toml)
low=${bounds% *} above=${bounds#* }
accepted="accepted is Python 3.$low to 3.$((above - 1)): make run PYTHON=/path/to/python3.$low"

# What an interpreter says of itself: `fits`, version and a path that outlives .venv; or why it does not fit. Python 2 says it too.
probe() {
    "$1" -c '
import os, sys
def said():
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, '"$low"') <= sys.version_info[:2] < (3, '"$above"'):
        return "is Python " + version
    if sys.implementation.name != "cpython" or sys.maxsize < 2**32:
        return "is no 64-bit CPython"
    import sysconfig
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        return "is a Python without the GIL"
    try:
        import ensurepip, venv
    except ImportError:
        return "has no module venv (Debian, Ubuntu: apt install python3-venv)"
    return "fits " + version + " " + (sys.executable if sys.prefix == sys.base_prefix else os.path.realpath(sys.executable))
print(said())
' 2>/dev/null
}

# Whether an interpreter fits; sets `python` and `version`, or adds to `unfit`.
try() {
    said=$(probe "$1") || return 1
    case $said in
        "fits "*) said=${said#fits } version=${said%% *}; python=${said#* } ;;
        *) unfit="$unfit${unfit:+, }$1 $said"; return 1 ;;
    esac
}

# The first that fits: python3, then from the newest tested one down, then those of pyenv, uv, Homebrew and python.org.
find_python() {
    minors= minor=$((above - 2))    # the newest accepted one comes last: it was not run by us
    while [ "$minor" -ge "$low" ]; do minors="$minors $minor"; minor=$((minor - 1)); done
    minors="$minors $((above - 1))"
    for name in python3 $(printf 'python3.%s ' $minors) python; do
        path=$(command -v "$name") && try "$path" && return 0
    done
    for minor in $minors; do
        for path in "${PYENV_ROOT:-${HOME-}/.pyenv}"/versions/3."$minor".*/bin/python3 \
                "${HOME-}"/.local/share/uv/python/cpython-3."$minor".*/bin/python3 /usr/local/bin/python3."$minor" \
                /opt/homebrew/bin/python3."$minor" "$mac/3.$minor/bin/python3"; do
            [ -x "$path" ] && try "$path" && return 0
        done
    done
    return 1
}

noted() {
    sed -n "s/^$1 //p" "$ready" 2>/dev/null
}

unfit=
lock=$(cksum <requirements.lock) project=$(cksum <pyproject.toml)
works=$(.venv/bin/python -c 'import sys; print(".".join(map(str, sys.version_info[:3])))' 2>/dev/null)
if [ -n "$named" ]; then
    path=$(command -v "$named") || refuse "PYTHON=$named: there is no such program; $accepted"
    try "$path" || refuse "PYTHON=$named ${unfit#"$path "}${unfit:+; }$accepted"
elif [ -n "$works" ] && [ "$(noted version)" = "$works" ]; then
    python=$(noted python) version=$works
else
    find_python || refuse "no Python that fits is installed${unfit:+ ($(printf %s "$unfit" | cut -c 1-400))}; $accepted"
fi
if [ -n "$works" ] && [ "$(noted python)" = "$python" ] && [ "$(noted version)" = "$version" ] && [ "$works" = "$version" ] \
        && [ "$(noted lock)" = "$lock" ]; then
    [ "$(noted project)" = "$project" ] && exit 0
    whole=
else
    whole=yes
fi

# --- make it -----------------------------------------------------------------------------------------------------

log=$(mktemp "${TMPDIR:-/tmp}/contact-centre-make.XXXXXX" 2>/dev/null) || log=/dev/null
done=
at_end() {
    [ -n "$done" ] || rm -rf .venv 2>/dev/null
    [ "$log" = /dev/null ] || rm -f "$log"
}
trap at_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

failed() {
    why=$(grep -v '^WARNING\|^\[notice\]\|^ *$' "$log" | tail -n 1 | cut -c 1-300)
    if grep -q 'No space left on device\|Disk quota exceeded' "$log"; then
        why="the disk is full; 2 GB are needed in $(pwd)"
    elif grep -q 'Permission denied\|Read-only file system' "$log"; then
        why="no permission to write in $(pwd)"
    elif grep -q 'NewConnectionError\|NameResolutionError\|name resolution\|Network is unreachable\|Connection refused\|ProxyError\|SSLError\|ConnectTimeout\|ReadTimeout\|Read timed out\|from versions: none' "$log"; then
        why="the package index cannot be reached; connect to a network, or set PIP_INDEX_URL to an index within reach"
    fi
    refuse ".venv was not made: ${why:-$1 failed}"
}

if [ -n "$whole" ]; then
    printf 'Making .venv with Python %s (%s); this takes some minutes.\n' "$version" "$python"
    { rm -rf .venv && mkdir .venv; } >"$log" 2>&1 || failed mkdir
    "$python" -m venv .venv >"$log" 2>&1 || failed "$python -m venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock >"$log" 2>&1 || failed pip
else
    rm -f "$ready"
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable . >"$log" 2>&1 || failed pip
printf 'python %s\nversion %s\nlock %s\nproject %s\n' "$python" "$version" "$lock" "$project" 2>"$log" >"$ready" || failed "$ready"
done=yes
