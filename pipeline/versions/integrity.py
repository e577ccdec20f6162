"""Are the files what the descriptor says: sizes, SHA-256, and nothing missing or besides?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipeline.errors import InputError

DESCRIPTORS = ("datapackage.json", "croissant.json")


def verify(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the files of a folder, a sentence a file that begins with its name; nothing where all is well.

    Both descriptors are believed: a file must be what each of them says. Raises InputError where there is no readable descriptor.
    """
    package = _json(files, DESCRIPTORS[0])
    if not isinstance(package.get("resources"), list):
        raise InputError(f"{DESCRIPTORS[0]}: has no list of resources; get the folder again")
    found = []
    stated: dict[str, str] = {}
    for resource in package["resources"]:
        path, sha256 = resource.get("path"), str(resource.get("hash", "")).removeprefix("sha256:")
        stated[path] = sha256
        if path not in files:
            found.append(f"{path}: is missing; {DESCRIPTORS[0]} names it")
        elif len(files[path]) != resource.get("byteSize"):
            found.append(
                f"{path}: has {len(files[path])} bytes, {DESCRIPTORS[0]} says {resource.get('byteSize')}; get it again"
            )
        elif (is_ := hashlib.sha256(files[path]).hexdigest()) != sha256:
            found.append(f"{path}: sha256 is {is_}, {DESCRIPTORS[0]} says {sha256}; get it again")
    found += [
        f"{path}: is not named in {DESCRIPTORS[0]}; where is it from?" for path in files if _is_extra(path, stated)
    ]
    if DESCRIPTORS[1] not in files:
        return [*found, f"{DESCRIPTORS[1]}: is missing; get it again"]
    described = {
        each.get("contentUrl"): each.get("sha256") for each in _json(files, DESCRIPTORS[1]).get("distribution", [])
    }
    return found + [
        f"{DESCRIPTORS[1]}: says another sha256 of {path} than {DESCRIPTORS[0]}; get both again"
        for path in sorted(stated.keys() | described.keys(), key=str)
        if described.get(path) != stated.get(path)
    ]


def _is_extra(path: str, stated: Mapping[str, str]) -> bool:
    return path.endswith(".parquet") and path not in stated


def _json(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        content = json.loads(files[name])
    except KeyError:
        raise InputError(f"{name}: no such file in the folder; name the folder that has the tables") from None
    except ValueError as error:
        raise InputError(f"{name}: not JSON ({error}); get it again") from None
    if not isinstance(content, dict):
        raise InputError(f"{name}: not a descriptor; get it again")
    return content
