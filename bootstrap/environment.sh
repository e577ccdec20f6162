#!/bin/sh
# Makes .venv with everything that constraints.txt pins, from a bare python3: Debian's has neither pip nor ensurepip, so
# pip comes from the wheel beside this file. pip fetches uv, and uv the rest, because it takes seconds where pip takes minutes.
set -eu
python=${1:-python3}
venv=.venv
pip=$(echo bootstrap/pip-*.whl)/pip

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$("$python" --version 2>/dev/null || echo "no $python")
    echo "error: Python 3.11 or newer is needed, here is $found; name one with 'make PYTHON=/path/to/python3'" >&2
    exit 1
fi
if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "environment: making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv --without-pip "$venv"
fi
if ! "$venv/bin/uv" --version >/dev/null 2>&1; then
    echo "environment: installing uv"
    "$venv/bin/python" "$pip" install --quiet --disable-pip-version-check --constraint constraints.txt uv
fi
echo "environment: installing what constraints.txt pins into $venv (about 300 MB to download, a minute or two)"
if ! "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --native-tls --compile-bytecode \
    --constraints constraints.txt --build-constraints constraints.txt --editable '.[dev]'; then
    echo "environment: uv could not; trying with pip, which takes longer"
    "$venv/bin/python" "$pip" install --quiet --disable-pip-version-check \
        --constraint constraints.txt --build-constraint constraints.txt --editable '.[dev]'
fi
echo "environment: ready"
