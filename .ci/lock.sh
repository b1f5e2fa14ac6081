#!/usr/bin/env bash
# Makes requirements.lock and requirements-test.lock from pyproject.toml: one version of each package, with checksums,
# valid for every Python from 3.11. With `--upgrade` newer versions are taken; without, only what must change changes.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
python3 -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check 'uv>=0.9,<0.14'

compile() {
    "$tool/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
        --no-emit-index-url --custom-compile-command 'make lock' "$@"
}
# A seal needs packages of its own; the service that is run from the lock has them, and loads them when it is set up.
compile --extra seal --output-file requirements.lock "$@"
# The test lock holds the very same versions and adds the tools.
compile --extra seal --extra redlines --extra test --constraint requirements.lock --output-file requirements-test.lock "$@"
