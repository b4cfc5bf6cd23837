"""Writing: letters begun, saved with a check of who was quicker, brought back to what they were."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import MINUTE, as_datetime, moment, now
from veche.mailing.actions.approving import end_approvals
from veche.mailing.actions.holding import LEFT, hold_letter, hold_writable
from veche.mailing.actions.moving import move_letter
from veche.mailing.models import Letter, Newsletter, Variant, Version
from veche.mailing.queries.quoting import with_consents
from veche.mailing.rules.blocks import read_blocks, write_blocks
from veche.mailing.rules.layouts import layout_of
from veche.mailing.rules.writing.arranging import with_keys
from veche.mailing.terms import WRITABLE, WRITE_LETTERS, Form, LetterKind, LetterState
from veche.mailing.terms.desk import LONGEST_PLAIN, LONGEST_SUBJECT, LONGEST_TITLE, Late, Written
from veche.mailing.terms.writing import LONGEST_SOURCE

if TYPE_CHECKING:
    from veche.core.models import Community

UNTITLED = N_("Give the letter a name: only the team sees it.")
LATE = N_("Somebody saved this letter while you were writing.")
NO_FORM = N_("A letter is written in blocks, Markdown, HTML or MJML.")
TOO_LONG = N_("That is too long: {most} characters at the most.")
NO_VARIANT = N_("This variant is not tried any more.")
OTHER_FORM = N_("A variant is written in the form of the letter it is of.")
OTHER_NEWSLETTER = N_("That newsletter is not of this community.")
# Savings of one person so soon after each other are one version.
TOGETHER = 10 * MINUTE
KEPT_FIELDS = ("subject", "preheader", "form", "content", "plain")


def new_key() -> str:
    """Answer a key for a block that has none."""
    return f"b{token_hex(4)}"


def start_letter(
    community: Community, newsletter: Newsletter, title: str, *, layout: str = "", like: Letter | None = None,
    by: Actor,
) -> Letter:  # fmt: skip
    """Begin a letter of a newsletter: empty, by a ready layout, or as another letter was.

    Refuses one without a name and newsletters or letters of other communities, with every reason at once.
    """
    require(by, WRITE_LETTERS, in_=community)
    name = clean_name(title)[:LONGEST_TITLE]
    reasons = [] if name else [Reason(UNTITLED, field="title")]
    if newsletter.community_id != community.pk or (like and like.community_id != community.pk):
        reasons.append(Reason(OTHER_NEWSLETTER, field="newsletter"))
    refuse_if(reasons)
    kind = LetterKind.SINGLE if newsletter.is_general else LetterKind.ISSUE
    letter = Letter(
        community=community, newsletter=newsletter, kind=kind, title=name, language=newsletter.language,
        **_beginning(layout, newsletter.language, like), **_marks(by),
    )  # fmt: skip
    with transaction.atomic():
        letter.save(force_insert=True)
        _keep_version(letter, by, is_new=True)
        audit(by, "mailing.start_letter", in_=community, on=letter, title=letter.title)
    return letter


def save_letter(
    letter: Letter, written: Written, *, version: int, is_kept: bool = False, by: Actor
) -> Letter:  # fmt: skip
    """Write in a letter what a person wrote, if nobody was quicker. May be repeated.

    `version` is what the page began from; a later one refuses as `Late` and writes nothing. With `is_kept`
    what stood before stays as a version of its own, however short ago it was saved. A letter that was
    ready or waited for approval is a draft again, and its approvals end. Refuses one that has begun to leave,
    and what blocks or source cannot be, with every reason at once.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_writable(letter, by=by)
        fields = _tidied(written, held.community)
        if all(getattr(held, name) == value for name, value in fields.items()):
            return held
        if held.version != version:
            late = Late(Reason(LATE))
            late.version = held.version
            raise late
        _write(held, fields, by, is_kept=is_kept)
    return held


def restore_version(letter: Letter, version: Version, *, by: Actor) -> Letter:
    """Write a letter as it was at a version; that it was otherwise in between stays to be seen."""
    require(by, WRITE_LETTERS, in_=letter.community)
    if version.letter_id != letter.pk:
        raise Refusal(Reason(LEFT))
    with transaction.atomic():
        held = hold_writable(letter, by=by)
        fields = {name: getattr(version, name) for name in KEPT_FIELDS}
        if any(getattr(held, name) != value for name, value in fields.items()):
            _write(held, fields, by, is_kept=True)
            audit(by, "mailing.restore_version", in_=held.community, on=held, version=version.number)
    return held


def remove_letter(letter: Letter, *, by: Actor) -> None:
    """Take a letter that has not left off the list; `restore_letter` brings it back. May be repeated."""
    _mark_removed(letter, "mailing.remove_letter", is_gone=True, by=by)


def restore_letter(letter: Letter, *, by: Actor) -> None:
    """Bring a removed letter back. May be repeated."""
    _mark_removed(letter, "mailing.restore_letter", is_gone=False, by=by)


def draft_again(held: Letter, *, by: Actor) -> None:
    """Make a held letter that was ready or asked about a draft: whoever changes it ends its approvals."""
    require(by, WRITE_LETTERS, in_=held.community)
    end_approvals(held, by=by)
    if held.state != LetterState.DRAFT:
        move_letter(held, LetterState.DRAFT, in_=held.community, by=by)


def _mark_removed(letter: Letter, act: str, *, is_gone: bool, by: Actor) -> None:
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if (held.removed_at is not None) == is_gone:
            return
        if is_gone and held.state not in WRITABLE | {LetterState.CANCELLED}:
            raise Refusal(Reason(LEFT))
        held.removed_at = as_datetime(now()) if is_gone else None  # type: ignore[assignment]
        held.save(update_fields=["removed_at"])
        audit(by, act, in_=held.community, on=held, title=held.title)


def _write(held: Letter, fields: Mapping[str, Any], by: Actor, *, is_kept: bool) -> None:
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.changed_at = as_datetime(now())
    held.save(update_fields=[*fields, "version", "changed_at"])
    draft_again(held, by=by)
    if held.kind == LetterKind.VARIANT:
        _carry_over(held, by)
    if _keep_version(held, by, is_new=is_kept):
        audit(by, "mailing.save_letter", in_=held.community, on=held, version=held.version)


def _carry_over(held: Letter, by: Actor) -> None:
    """Bring what was written of a variant to the letter it is of, whose approvals end with that."""
    variant = Variant.objects.select_related("letter__community").filter(draft=held).first()
    if variant is None:
        raise Refusal(Reason(NO_VARIANT))
    of = hold_writable(variant.letter, by=by)
    if held.form != of.form:
        raise Refusal(Reason(OTHER_FORM, field="form"))
    lines = {name: getattr(held, name) for name in ("subject", "preheader")}
    own = {name: "" if line == getattr(of, name) else line for name, line in lines.items()}
    Variant.objects.filter(pk=variant.pk).update(content=held.content, **own)
    draft_again(of, by=by)


def _keep_version(letter: Letter, by: Actor, *, is_new: bool) -> bool:
    """Keep the letter as it stands; the newest version of the same person grows. Tells if one came anew."""
    facts = {name: getattr(letter, name) for name in KEPT_FIELDS}
    at = as_datetime(now())
    last = letter.versions.order_by("-number").first()
    is_grown = last and last.user_id == by.user_id and moment(at) - moment(last.at) < TOGETHER
    # The one it began with stays, and so does what somebody wants to come back to.
    if last and is_grown and not is_new and not last.is_held:
        letter.versions.filter(pk=last.pk).update(number=letter.version, **facts)
        return False
    if last and is_new:
        letter.versions.filter(pk=last.pk).update(is_held=True)
    letter.versions.create(
        number=letter.version, at=at, user_id=by.user_id, author=by.name, is_held=last is None, **facts
    )
    return True


def _beginning(layout: str, language: str, like: Letter | None) -> dict[str, Any]:
    if like is not None:
        return {name: getattr(like, name) for name in (*KEPT_FIELDS, "segment_id", "theme_id")}
    subject, blocks = layout_of(layout, language)
    return {"subject": subject, "content": {"blocks": with_keys(blocks, new_key)}}


def _marks(by: Actor) -> dict[str, Any]:
    at = as_datetime(now())
    return {"made_at": at, "changed_at": at, "user_id": by.user_id, "author": by.name}


def _tidied(written: Written, community: Community) -> dict[str, Any]:
    """Answer what was written in the spelling in which it is kept; refuses with every reason."""
    reasons = []
    if written.form not in set(Form):
        reasons.append(Reason(NO_FORM, field="form"))
    if len(written.plain) > LONGEST_PLAIN:
        reasons.append(Reason(TOO_LONG, field="plain", values={"most": LONGEST_PLAIN}))
    content: dict[str, Any] = {}
    try:
        content = _content(written, community)
    except Refusal as refusal:
        reasons += refusal.reasons
    refuse_if(reasons)
    lines = {name: clean_name(getattr(written, name), LONGEST_SUBJECT) for name in ("subject", "preheader")}
    return {**lines, "form": written.form, "content": content, "plain": clean(written.plain).strip()}


def _content(written: Written, community: Community) -> dict[str, Any]:
    if written.form != Form.BLOCKS:
        source = clean(str(written.content.get("source", "")))
        if len(source) > LONGEST_SOURCE:
            raise Refusal(Reason(TOO_LONG, field="source", values={"most": LONGEST_SOURCE}))
        return {"source": source}
    blocks = with_keys(written.content.get("blocks", []), new_key)
    return write_blocks(read_blocks({"blocks": with_consents(community, blocks)}))
