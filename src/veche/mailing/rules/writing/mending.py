"""Mending: one finding of the text check put right, if the words are still what was found."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from veche.kit.terms import N_, Reason, Refusal
from veche.mailing.rules.writing.arranging import Blocks, walked

CHANGED = N_("The text is another by now: look at it anew.")


def mended(text: str, start: int, found: str, instead: str) -> str:
    """Answer a text with other words at a place; refuses where others stand there by now."""
    if not found or start < 0 or text[start : start + len(found)] != found:
        raise Refusal(Reason(CHANGED))
    return text[:start] + instead + text[start + len(found) :]


def mended_block(
    blocks: Sequence[Mapping[str, Any]], key: str, field: str, words: tuple[int, str, str]
) -> Blocks:
    """Answer the blocks with a field of one of them mended: where, what was found, what instead."""
    kept: Blocks = copy.deepcopy([dict(one) for one in blocks])
    block = next((one for one in walked(kept) if one.get("key") == key and key), None)
    if block is None or not isinstance(block.get(field), str):
        raise Refusal(Reason(CHANGED))
    block[field] = mended(block[field], *words)  # type: ignore[index]
    return kept
