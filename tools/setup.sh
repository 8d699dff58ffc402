#!/bin/sh
# Make .venv from a file of hash-pinned requirements and install this project into it.
# With requirements-test.txt, see also to what else the tests need: msgfmt, git, ssh-keygen,
# dictionaries, a Chromium, and the checkers of web pages (node, java). Says what it installs;
# asks nothing. Usage: tools/setup.sh REQUIREMENTS
set -eu

requirements=$1

say() { printf 'setup: %s\n' "$*" >&2; }

# Run a command that takes minutes; say how far it is by the lines of its output that match.
# Usage: counted WHAT TOTAL PATTERN COMMAND…
counted() {
    what=$1 total=$2 pattern=$3
    shift 3
    on_terminal=0
    [ ! -t 2 ] || on_terminal=1
    { "$@" && echo "setup: it went well"; } |
        awk -v what="$what" -v total="$total" -v pattern="$pattern" -v on_terminal="$on_terminal" '
            function told(end) { printf "setup: %s: %d of %d%s", what, n, total, end > "/dev/stderr"; fflush() }
            $0 == "setup: it went well" { well = 1 }
            $0 ~ pattern { n++; if (on_terminal) told("\r"); else if (n % 25 == 0) told("\n") }
            /^Installing collected packages/ { told("\n"); print "setup: unpacking them" > "/dev/stderr"; n = 0 }
            END { if (on_terminal && n) told("\n"); exit !well }'
}

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
    # Another apt may be at work (unattended upgrades): the installation waits for it. The lists
    # have no such wait; yesterday's do as well.
    $as_root apt-get update -qq >/dev/null ||
        say "the lists of packages could not be brought up to date; going on with those there are"
    set -- -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"
    total=$($as_root apt-get install --simulate "$@" | grep -c '^Inst ' || true)
    counted "system packages" "$total" '^Setting up ' \
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install "$@"
}

# Whether packages can be installed without asking anybody.
may_install() {
    command -v apt-get >/dev/null || return
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

# The packages that bring the dictionaries this publication is judged by and that are not there
# yet: [tool.editions.spelling].
lacking_dictionaries() {
    while read -r dictionary package; do
        for folder in "${DICPATH:-}" /usr/share/hunspell /usr/share/myspell/dicts \
            /usr/local/share/hunspell /opt/homebrew/share/hunspell /Library/Spelling; do
            [ ! -e "$folder/$dictionary.dic" ] || continue 2
        done
        printf '%s ' "$package"
    done <<END
be_BY hunspell-be
ru_RU hunspell-ru
en_GB hunspell-en-gb
END
}

pip_install() {
    python=$1
    shift
    "$python" -m pip install --disable-pip-version-check "$@"
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
counted packages "$(grep -c '==' "$requirements")" '^(Collecting|Requirement already)' \
    pip_install .venv/bin/python --require-hashes -r "$requirements"
pip_install .venv/bin/python --quiet --no-deps --no-build-isolation -e .

if [ "$requirements" = requirements-test.txt ]; then
    # A command that is missing → the package that has it; all are installed in one go.
    missing=
    while read -r command package; do
        command -v "$command" >/dev/null || missing="$missing $package"
    done <<END
msgfmt gettext
git git
ssh-keygen openssh-client
java default-jre-headless
node nodejs
npm npm
END
    missing="$missing $(lacking_dictionaries)"
    if [ -z "${EDITIONS_BROWSER:-}" ] && ! command -v chromium >/dev/null &&
        ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
        missing="$missing chromium"
    fi
    # The driver that steers the browser brings a node of its own, which needs this library.
    .venv/bin/python -m playwright --version >/dev/null 2>&1 || missing="$missing libatomic1"
    # shellcheck disable=SC2086 # several package names, word by word
    [ -z "${missing# }" ] || apt_install $missing

    say "installing the other tools of translators (tests/tools) into .venv-tools"
    [ -x .venv-tools/bin/python ] || .venv/bin/python -m venv .venv-tools
    counted packages "$(grep -c '==' tests/tools/requirements.txt)" '^(Collecting|Requirement already)' \
        pip_install .venv-tools/bin/python --require-hashes --no-deps -r tests/tools/requirements.txt

    # npm takes what the lock pins by hash and runs no script of any package.
    if ! cmp -s tests/checkers/package-lock.json .venv-tools/node/installed.json; then
        say "installing the checkers of web pages (tests/checkers) into .venv-tools/node"
        mkdir -p .venv-tools/node
        rm -f .venv-tools/node/installed.json
        cp tests/checkers/package.json tests/checkers/package-lock.json tests/checkers/.npmrc .venv-tools/node
        (cd .venv-tools/node && npm ci --ignore-scripts --loglevel=error >/dev/null)
        cp tests/checkers/package-lock.json .venv-tools/node/installed.json
    fi
else
    lacking=$(lacking_dictionaries)
    # Without them everything is built, and only spelling is not checked: no reason to stop.
    # shellcheck disable=SC2086 # several package names, word by word
    if [ -n "$lacking" ] && ! { may_install && (apt_install $lacking); }; then
        say "to have spelling checked in every language, install Hunspell dictionaries: apt-get install $lacking"
    fi
fi
