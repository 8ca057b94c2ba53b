"""JSON Schemas of every kind, for editors' tools: they complete names and mark mistakes while one writes."""

import json
from pathlib import Path
from typing import Any, Final

from kiosk.content.disk import write_durable
from kiosk.content.publish.kinds.table import TABLE

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
INDEX: Final = "index.json"


def schemas() -> dict[str, dict[str, Any]]:
    """Name of the kind → schema of one file of it."""
    return {
        kind.name: {"$schema": DIALECT, "title": kind.title, **kind.adapter.json_schema(mode="validation")}
        for kind in TABLE
    }


def write(out: Path) -> list[str]:
    """Writes ``<kind>.json`` each and ``index.json``, the setting ``yaml.schemas`` of an editor: schema →
    files. Returns the names written. OSError when it cannot.
    """
    made = schemas()
    index = {f"./{kind.name}.json": [kind.where] for kind in TABLE}
    files = {f"{name}.json": schema for name, schema in made.items()} | {INDEX: index}
    for name, value in files.items():
        write_durable(out / name, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return list(files)
