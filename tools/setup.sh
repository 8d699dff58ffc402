#!/bin/sh
# Make .venv from a file of hash-pinned requirements and install this project into it.
# With requirements-test.txt, see also to what else the tests need: msgfmt, git, ssh-keygen,
# dictionaries, a Chromium, and the checkers of web pages (node, java). Says what it installs; asks nothing. Usage: tools/setup.sh REQUIREMENTS
set -eu

requirements=$1

say() { printf 'setup: %s\n' "$*" >&2; }

apt_install() {
    if ! command -v apt-get >/dev/null; then
        say "please install '$*' with your system's package manager, then run make again"
        exit 3
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "please let an administrator run: apt-get install $*"
            exit 3
        fi
        as_root=sudo
    fi
    say "installing $* with apt-get"
    $as_root apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 # several package names, word by word
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $* >/dev/null
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
        if is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    say "no Python 3.11 or newer found; install one, or name it: make PYTHON=/path/to/python3"
    exit 3
}

if ! is_new_enough .venv/bin/python; then
    python=$(find_python)
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    # Debian and Ubuntu split venv off from Python.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        apt_install python3-venv
    fi
    "$python" -m venv .venv
fi

say "installing the packages of $requirements into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

if [ "$requirements" = requirements-test.txt ]; then
    command -v msgfmt >/dev/null || apt_install gettext
    command -v git >/dev/null || apt_install git
    command -v ssh-keygen >/dev/null || apt_install openssh-client
    command -v java >/dev/null || apt_install default-jre-headless
    command -v node >/dev/null || apt_install nodejs
    command -v npm >/dev/null || apt_install npm
    if command -v apt-get >/dev/null && ! [ -e /usr/share/hunspell/be_BY.dic ]; then
        apt_install hunspell-be hunspell-ru hunspell-en-us
    fi
    if [ -z "${EDITIONS_BROWSER:-}" ] && ! command -v chromium >/dev/null &&
        ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
        apt_install chromium
    fi
    say "installing the other tools of translators (tests/tools) into .venv-tools"
    [ -x .venv-tools/bin/python ] || .venv/bin/python -m venv .venv-tools
    .venv-tools/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps -r tests/tools/requirements.txt
    # The driver that steers the browser brings a node of its own, which needs this library.
    .venv/bin/python -m playwright --version >/dev/null 2>&1 || apt_install libatomic1

    # npm takes what the lock pins by hash and runs no script of any package.
    if ! cmp -s tests/checkers/package-lock.json .venv-tools/node/installed.json; then
        say "installing the checkers of web pages (tests/checkers) into .venv-tools/node"
        mkdir -p .venv-tools/node
        rm -f .venv-tools/node/installed.json
        cp tests/checkers/package.json tests/checkers/package-lock.json tests/checkers/.npmrc .venv-tools/node
        (cd .venv-tools/node && npm ci --ignore-scripts --loglevel=error >/dev/null)
        cp tests/checkers/package-lock.json .venv-tools/node/installed.json
    fi
fi
