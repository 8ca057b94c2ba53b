"""The forms of releases as they lie on disk or on a stick: ``releases/N/manifest.json`` and ``blobs``.

The layout is kiosk/content/models.py's, which the hub does not import; what it does not need is not read.
Every blob is held against its hash: a form that was cut short must not name another's answers.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import Field, ValidationError

from hub.errors import HubError
from hub.orders.forms import FormField, Id, ItemForm, Part, Words
from kiosk.wire.models import MOST

_MANIFEST_MOST: Final = 4_000_000
_BLOB_MOST: Final = 1_000_000
_WRONG: Final = "E-HUB-05"
_ITEM: Final = "item"

P = TypeVar("P", bound=Part)


class _Entry(Part):
    kind: str
    id: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Manifest(Part):
    release: Annotated[int, Field(ge=1, lt=MOST)]
    items: tuple[_Entry, ...] = Field(max_length=20_000)


class _Step(Part):
    fields: tuple[FormField, ...] = Field(max_length=100)


class _Item(Part):
    id: Id
    title: Words
    steps: tuple[_Step, ...] = Field(max_length=50)


def read_forms(content: Path) -> dict[int, dict[str, ItemForm]]:
    """Forms by item, by release, of every release in ``content``.

    Raises HubError E-HUB-05, naming the file, when there is none or one is not whole.
    """
    folder = content / "releases"
    try:
        names = sorted((path.name for path in folder.iterdir() if _is_number(path.name)), key=int)
    except OSError:
        names = []
    if not names:
        raise HubError(_WRONG, f"{content}：里面没有内容版本（releases/数字/manifest.json）")
    return {int(name): dict(_items(content, folder / name)) for name in names}


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and not name.startswith("0") and len(name) < 19


def _items(content: Path, release: Path) -> Iterator[tuple[str, ItemForm]]:
    path = release / "manifest.json"
    manifest = _parsed(_Manifest, path, _read(path, _MANIFEST_MOST))
    if str(manifest.release) != release.name:
        raise HubError(_WRONG, f"{path}：清单里写的是版本 {manifest.release}")
    for entry in manifest.items:
        if entry.kind != _ITEM:
            continue
        blob = content / "blobs" / entry.sha256[:2] / entry.sha256
        data = _read(blob, _BLOB_MOST)
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise HubError(_WRONG, f"{blob}：内容损坏（事项 {entry.id}），重新拷一份")
        item = _parsed(_Item, blob, data)
        yield item.id, ItemForm(title=item.title, fields=tuple(f for step in item.steps for f in step.fields))


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise HubError(_WRONG, f"{path}：读不了（{error.strerror}）") from error
    if len(data) > most:
        raise HubError(_WRONG, f"{path}：太大，最多 {most} 字节")
    return data


def _parsed(model: type[P], path: Path, data: bytes) -> P:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "开头"
        raise HubError(_WRONG, f"{path}：写法不对（{where}）") from error
