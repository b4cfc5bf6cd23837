"""Uploading: files that go with a message, brought to VK before it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from veche.channels.connectors.vk.live.talking import ODD, Line
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.terms.live import Attachment
from veche.kit.terms import N_, Refusal, Trouble

MOST_FILES = 10
TOO_MANY = N_("VK takes ten files with one message.")
_PHOTOS = frozenset({"image/jpeg", "image/png", "image/gif"})


def attached(line: Line, peer: int, files: Sequence[Attachment]) -> str:
    """Bring files to VK and answer how a message names them; what is never named nobody sees."""
    if len(files) > MOST_FILES:
        raise Refusal(TOO_MANY)
    return ",".join(_photo(line, peer, one) if one.media_type in _PHOTOS else _file(line, peer, one)
                    for one in files)  # fmt: skip


def _photo(line: Line, peer: int, file: Attachment) -> str:
    address = _address(line.ask("photos.getMessagesUploadServer", peer_id=peer))
    told = line.upload(address, "photo", file.name, file.media_type, file.content)
    kept: dict[str, Any] = {key: told.get(key) for key in ("server", "photo", "hash")}
    return _name("photo", next(iter(dicts_of(line.ask("photos.saveMessagesPhoto", **kept))), {}))


def _file(line: Line, peer: int, file: Attachment) -> str:
    address = _address(line.ask("docs.getMessagesUploadServer", peer_id=peer, type="doc"))
    told = line.upload(address, "file", file.name, file.media_type, file.content)
    said = dict_of(line.ask("docs.save", file=told.get("file"), title=file.name))
    return _name("doc", dict_of(said.get("doc")))


def _address(said: Any) -> str:
    address = text_of(dict_of(said).get("upload_url"))
    if not address:
        raise Trouble(ODD)
    return address


def _name(kind: str, saved: dict[str, Any]) -> str:
    owner, number, key = (saved.get(name) for name in ("owner_id", "id", "access_key"))
    if not number_of(owner) or not number_of(number):
        raise Trouble(ODD)
    return f"{kind}{number_of(owner)}_{number_of(number)}" + (f"_{key}" if text_of(key) else "")
