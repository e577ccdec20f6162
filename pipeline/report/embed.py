"""Values into a page without a way out: JSON that no text can break out of, and modules joined to one script."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# What ends a script element, what old parsers take for a line end, what cannot be written as UTF-8,
# and what would reorder or hide the source for someone who reads it.
_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]",
)
_IMPORT = re.compile(r'^import (\{[^}\n]*\}) from "\./([^"\n]*)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:const|let|async function|function|class) )(\w+)", re.MULTILINE)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value


def script_json(value: Any) -> str:
    r"""Compact JSON to stand inside a script element; NaN and infinities become null.

    >>> print(script_json(["</script>", "3亿", 2.0, float("nan")]))
    ["\u003c/script\u003e","3亿",2,null]
    """
    text = json.dumps(_finite(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def bundle(modules: Mapping[str, str]) -> str:
    r"""Modules by name joined to one script, each behind what it imports: from a folder, no page may import by address.

    Every import stands on one line and names what it takes, every export stands in front of its declaration.

    >>> print(bundle({"one.js": "export const one = 1;", "two.js": 'import { one } from "./one.js";\nalert(one);'}))
    const modules = {};
    modules["one.js"] = (() => {
    const one = 1;
    return { one };
    })();
    modules["two.js"] = (() => {
    const { one } = modules["one.js"];
    alert(one);
    return {  };
    })();
    <BLANKLINE>
    """
    parts = ["const modules = {};\n"]
    for name, source in modules.items():
        exported = ", ".join(match[2] for match in _EXPORT.finditer(source))
        body = _EXPORT.sub(r"\1\2", _IMPORT.sub(r'const \1 = modules["\2"];', source))
        parts.append(f'modules["{name}"] = (() => {{\n{body.rstrip()}\nreturn {{ {exported} }};\n}})();\n')
    return "".join(parts)


def digest(source: str) -> str:
    """The source expression under which a content security policy lets this inline script run, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
