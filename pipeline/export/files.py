"""What the formats share."""

from __future__ import annotations

import json
from typing import Any


def json_file(content: Any) -> bytes:
    """JSON as people read it: indented, Chinese as it is."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
