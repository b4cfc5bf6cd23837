"""What the editor's page needs to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from veche.core.queries import allows
from veche.kit.forms import say_reason
from veche.kit.rooms import card_kinds
from veche.kit.terms import Reason
from veche.mailing.forms.blocks import Known, block_kinds, column_kinds, shown_blocks
from veche.mailing.forms.editing import head_of_written
from veche.mailing.models import Letter
from veche.mailing.queries.happening import sequence_about
from veche.mailing.queries.lending import pictures_of
from veche.mailing.queries.letters import remarks_of
from veche.mailing.rules.writing.arranging import walked
from veche.mailing.rules.writing.meeting import marks_of
from veche.mailing.terms import APPROVE_LETTERS, SEND_LETTERS, WRITABLE, WRITE_LETTERS, Form, LetterState
from veche.mailing.terms.desk import Written
from veche.mailing.terms.placing import CASES, EVENT_NAMES, INFLECTED, NAMES
from veche.mailing.terms.standing import LETTER_TITLES
from veche.mailing.views.words import STATE_COLOURS
from veche.people.queries import fields_of

FALLBACKS = {"ru": "друг", "en": "friend"}
NO_PLACE = {"ru": "подробности на странице", "en": "see its page"}


def frame_of(request: HttpRequest, letter: Letter, here: str) -> dict[str, Any]:
    """Answer what every page of a letter needs: itself, how it stands, what the reader may do."""
    community = letter.community
    return {
        "letter": letter, "here": here, "state_title": LETTER_TITLES[letter.state],  # type: ignore[index]
        "state_colour": STATE_COLOURS[LetterState(letter.state)],
        "is_writable": letter.state in WRITABLE and letter.removed_at is None,
        "may_write": allows(request.actor, WRITE_LETTERS, community),
        "may_send": allows(request.actor, SEND_LETTERS, community),
        "may_approve": allows(request.actor, APPROVE_LETTERS, community),
    }  # fmt: skip


def editor_of(letter: Letter, written: Written, reasons: Iterable[Reason] = ()) -> dict[str, Any]:
    """Answer what the editor shows of what was written, with what is wrong beside its field."""
    blocks = list(written.content.get("blocks", [])) if written.form == Form.BLOCKS else []
    remarks, errors = remarks_of(letter), _by_place(reasons)
    shown = shown_blocks(blocks, _known(letter, remarks), errors) if written.form == Form.BLOCKS else []
    return {
        "written": written, "marks": marks_of(head_of_written(written), blocks), "remarks": remarks,
        "source": written.content.get("source", ""), "errors": [say_placed(one) for one in reasons],
        "blocks": shown, "kinds": block_kinds(), "column_kinds": column_kinds(),
        "remark_places": _places(blocks), "version": letter.version,
    }  # fmt: skip


def places_to_insert(letter: Letter) -> list[tuple[str, str]]:
    """Answer the placeholders that may be inserted, with a fallback, and what each is."""
    friend = FALLBACKS.get(letter.language, FALLBACKS["en"])
    usual = [
        (f"{{{name}|{friend}}}" if name in ("first_name", "name") else f"{{{name}|}}", gettext(title))
        for name, title in NAMES.items()
    ]
    own = [(f"{{field:{line.key}|}}", line.title) for line in fields_of(letter.community) if not line.purpose]
    return [(text.replace("|}", "}") if "community" in text or "newsletter" in text else text, title)
            for text, title in usual + own]  # fmt: skip


def event_to_insert(letter: Letter) -> list[tuple[str, str]]:
    """Answer the placeholders of the event a letter is about; none for a letter that is about none."""
    if sequence_about(letter) is None:
        return []
    elsewhere = NO_PLACE.get(letter.language, NO_PLACE["en"])
    return [
        (f"{{{name}|{elsewhere}}}" if name == "event_place" else f"{{{name}}}", gettext(title))
        for name, title in EVENT_NAMES.items()
    ]


def cases_to_insert(letter: Letter) -> list[tuple[str, str]]:
    """Answer the first name in each Russian case, for letters in Russian."""
    if letter.language != "ru" or "first_name" not in INFLECTED:
        return []
    return [(f"{{first_name:{case}|друга}}", gettext(title)) for case, title in CASES.items()]


def say_placed(reason: Reason) -> str:
    """Answer a reason with the block it is about."""
    told = say_reason(reason)
    return (
        gettext("Block {number}: {reason}").format(number=reason.place, reason=told) if reason.place else told
    )


def _known(letter: Letter, remarks: list[Any]) -> Known:
    kinds = card_kinds()

    @cache
    def things(of: str) -> list[tuple[str, str]]:
        return list(kinds[of].choose(letter.community)) if of in kinds else []

    pictures = [
        (
            one.name,
            one.title or gettext("Picture of {width} × {height}").format(width=one.width, height=one.height),
        )
        for one in pictures_of(letter.community)
    ]
    open_ones = Counter(one.block for one in remarks if one.settled_at is None)
    return Known([(key, gettext(kind.title)) for key, kind in kinds.items()], things, pictures, open_ones)


def _by_place(reasons: Iterable[Reason]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for reason in reasons:
        found.setdefault((reason.place, reason.field), []).append(say_reason(reason))
    return found


def _places(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    titles = {kind: title for kind, title, _ in block_kinds()}
    return [
        (str(one.get("key", "")), titles.get(str(one.get("kind")), ""))
        for one in walked(blocks)
    ]  # fmt: skip
