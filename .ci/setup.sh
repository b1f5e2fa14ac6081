#!/usr/bin/env bash
# Sets the checkout up for use: `.ci/setup.sh run` for the service, `.ci/setup.sh test` for the tests as well.
#
# 1. Finds a Python of at least 3.11 and the system packages that are missing. As root on Debian or Ubuntu they are
#    installed with one apt-get; anyone else is told the exact command, and nothing has been changed.
# 2. Makes .venv and installs the locked packages, checksums verified, unless those very files were installed before.
#    The tests have a few packages for Node as well, locked in the same way.
#
# Exit code 1 with a Swedish message when something is left for a person to do.
set -euo pipefail

purpose=${1:-run}
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin" # ldconfig is there, also for those who are not root

fail() {
    printf '%s\n' '' "$@" >&2
    exit 1
}

case "$purpose" in
    run) lock=requirements.lock ;;
    test) lock=requirements-test.lock ;;
    *) fail "Okänt ändamål: $purpose. Ange run eller test." ;;
esac

# Two set-ups at once wait for each other. The lock is on the folder itself, so no file is left behind.
exec 9<.
flock 9

# --- What the machine has --------------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
has_command() { command -v "$1" >/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
        if has_command "$candidate" && is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

venv_works() { [ -x .venv/bin/python ] && is_new_enough .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; }

is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }

has_browser() {
    local name
    for name in chromium chromium-browser google-chrome; do
        has_command "$name" && return
    done
    compgen -G "$HOME/.cache/ms-playwright/chromium-*" >/dev/null
}

# Debian keeps PostgreSQL's own programs off the PATH.
has_postgres() { has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# Prints the Debian packages that are missing, one a line.
missing_packages() {
    local libraries python
    libraries=$(ldconfig -p 2>/dev/null || true)
    need_library() { [[ $libraries == *"$1"* ]] || echo "$2"; }
    need_command() { has_command "$1" || echo "$2"; }

    if ! venv_works; then
        python=$(find_python)
        if [ -z "$python" ]; then
            printf '%s\n' python3 python3-venv
        elif ! can_make_venv "$python"; then
            "$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'
        fi
    fi
    need_library libpango-1.0.so.0 libpango-1.0-0
    need_library libpangoft2-1.0.so.0 libpangoft2-1.0-0
    need_library libharfbuzz-subset.so.0 libharfbuzz-subset0
    if [ "$purpose" = test ]; then
        need_command soffice libreoffice-writer-nogui
        need_command git git
        need_command qpdf qpdf
        need_command pdftotext poppler-utils
        need_command node nodejs
        need_command npm npm
        has_postgres || echo postgresql
        [ -d /usr/share/fonts/truetype/liberation ] || echo fonts-liberation
        # Ubuntu's chromium is a snap, which does not start in a container: install_browser fetches one there.
        has_browser || is_ubuntu || echo chromium
    fi
}

# --- What has to be installed ----------------------------------------------------------------------------------------

# Runs a command without its chatter; shows the last of it if the command fails.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

install_system_packages() {
    local packages=("$@")
    local command="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
    if ! has_command apt-get; then
        fail "Datorn saknar följande (namnen är Debians): ${packages[*]}" \
            "Installera dem med datorns egen pakethanterare och kör sedan samma kommando igen."
    fi
    if [ "$(id -u)" -ne 0 ]; then
        fail "Datorn saknar: ${packages[*]}" "Kör först:" "  sudo sh -c '$command'" "Kör sedan samma kommando igen."
    fi
    echo "Installerar systempaket: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # A package list that could not be fetched matters only if the packages are then not found.
    quietly apt-get update || echo "Paketlistan kunde inte hämtas; försöker med den som finns." >&2
    quietly apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "${packages[@]}" ||
        fail "Systempaketen kunde inte installeras. Kommandot var:" "  $command"
}

install_pinned() {
    local stamp=".venv/.installed-$purpose" wanted python
    if ! venv_works; then
        python=$(find_python)
        [ -n "$python" ] || fail "Python 3.11 eller senare saknas, och systemets paket är äldre än så." \
            "Installera en nyare Python och ange den: PYTHON=/sökväg/till/python3 make run"
        echo "Skapar .venv"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    wanted=$(.venv/bin/python -V; sha256sum pyproject.toml "$lock")
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    echo "Installerar låsta Pythonpaket ur $lock"
    quietly .venv/bin/python -m pip --disable-pip-version-check --no-input install \
        --require-hashes --only-binary :all: -r "$lock" ||
        fail "Pythonpaketen kunde inte installeras. Kontrollera nätet och kör sedan samma kommando igen."
    echo "$wanted" >"$stamp"
}

install_browser() {
    has_browser && return
    if [ "$(id -u)" -ne 0 ]; then
        fail "Datorn saknar webbläsaren Chromium. Kör först:" "  sudo .venv/bin/python -m playwright install-deps chromium" \
            "  .venv/bin/python -m playwright install chromium" "Kör sedan samma kommando igen."
    fi
    echo "Hämtar Chromium"
    quietly .venv/bin/python -m playwright install --with-deps chromium || fail "Chromium kunde inte hämtas."
}

# The provider that the tests of signing in at an organisation talk with. Without it those tests say so; the others run.
install_provider() {
    local folder=tests/oidc wanted
    wanted=$(sha256sum "$folder/package-lock.json")
    if [ "$(cat "$folder/node_modules/.installed" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    echo "Installerar låsta Node-paket ur $folder/package-lock.json"
    if quietly npm ci --ignore-scripts --no-audit --no-fund --prefix "$folder"; then
        echo "$wanted" >"$folder/node_modules/.installed"
    else
        echo "Node-paketen kunde inte installeras. Proven av inloggning hos en organisation går inte att köra." >&2
    fi
}

mapfile -t packages < <(missing_packages)
if [ ${#packages[@]} -gt 0 ]; then
    install_system_packages "${packages[@]}"
fi
install_pinned
if [ "$purpose" = test ]; then
    install_browser
    install_provider
fi
