"""Newsletters and their looks: described, removed, restored; and the rules a community has for letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from veche.core.actions import audit, require
from veche.core.terms import LANGUAGES, Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, fold, latin
from veche.kit.time import as_datetime, now
from veche.mailing.models import LetterRules, Newsletter, Theme
from veche.mailing.rules.addressing import faults_of_address
from veche.mailing.rules.looks import read_theme, write_theme
from veche.mailing.terms import KEEP_NEWSLETTERS, Following

if TYPE_CHECKING:
    from veche.core.models import Community

UNTITLED = N_("Give it a name.")
NAME_TAKEN = N_("There is one of this name already.")
STRANGE = N_("That is not of this community.")
GENERAL = N_("This one is for everything that has no newsletter of its own: it stays.")
NO_LANGUAGE = N_("There is no such language.")
NO_RULE = N_("A whole number from {least} to {most}.")
NO_FOLLOWING = N_("There is no such choice.")
_LINES = {"title": 150, "about": 500, "from_name": 100}
_BOUNDS = {"most": (1, 1000), "days": (1, 366), "approval_above": (0, 10_000_000)}


def save_newsletter(
    community: Community, given: Mapping[str, Any], newsletter: Newsletter | None = None, *, by: Actor
) -> Newsletter:
    """Describe a newsletter, or change one: fields not given stay. May be repeated.

    Another text of consent is another version of it. Refuses with every reason at once: no name, one that
    is taken, an address that is none, and looks, senders and segments of other communities.
    """
    require(by, KEEP_NEWSLETTERS, in_=community)
    fields = {name: _tidy(name, value) for name, value in given.items()}
    made = {"made_at": as_datetime(now()), "user_id": by.user_id, "language": community.language}
    found = newsletter or Newsletter(community=community, **made)
    refuse_if(_faults(found, {"title": found.title} | fields))
    if fields.get("consent_text", found.consent_text) != found.consent_text and newsletter:
        found.consent_version += 1
    for name, value in fields.items():
        setattr(found, name, value)
    found.slug = found.slug or _slug(found)
    _save(found, "mailing.save_newsletter", by)
    return found


def remove_newsletter(newsletter: Newsletter, *, by: Actor) -> None:
    """Offer a newsletter no more; its letters stay. `restore_newsletter` brings it back. May be repeated."""
    require(by, KEEP_NEWSLETTERS, in_=newsletter.community)
    if newsletter.is_general:
        raise Refusal(Reason(GENERAL))
    _mark_removed(newsletter, "mailing.remove_newsletter", is_gone=True, by=by)


def restore_newsletter(newsletter: Newsletter, *, by: Actor) -> None:
    """Bring a newsletter back; refuses where another has taken its name in the address meanwhile."""
    require(by, KEEP_NEWSLETTERS, in_=newsletter.community)
    _mark_removed(newsletter, "mailing.restore_newsletter", is_gone=False, by=by)


def save_theme(
    community: Community, title: str, look: Mapping[str, Any], theme: Theme | None = None, *, by: Actor
) -> Theme:
    """Keep a look of letters: colours, fonts, a header. Refuses with every reason what is none."""
    require(by, KEEP_NEWSLETTERS, in_=community)
    name = clean_name(title)[:100]
    reasons = [] if name else [Reason(UNTITLED, field="title")]
    kept: dict[str, object] = {}
    try:
        kept = write_theme(read_theme(look))
    except Refusal as refusal:
        reasons += refusal.reasons
    refuse_if(reasons)
    found = theme or Theme(community=community, made_at=as_datetime(now()))
    found.title, found.look = name, kept
    _save(found, "mailing.save_theme", by)
    return found


def remove_theme(theme: Theme, *, by: Actor) -> None:
    """Offer a look no more; letters that have it keep it. `restore_theme` brings it back. May be repeated."""
    require(by, KEEP_NEWSLETTERS, in_=theme.community)
    _mark_removed(theme, "mailing.remove_theme", is_gone=True, by=by)


def restore_theme(theme: Theme, *, by: Actor) -> None:
    """Bring a look back. May be repeated."""
    require(by, KEEP_NEWSLETTERS, in_=theme.community)
    _mark_removed(theme, "mailing.restore_theme", is_gone=False, by=by)


def set_letter_rules(community: Community, given: Mapping[str, Any], *, by: Actor) -> LetterRules:
    """Set what a community holds itself to: how often, above how many two must agree, what is followed.

    Refuses with every reason at once. May be repeated.
    """
    require(by, KEEP_NEWSLETTERS, in_=community)
    refuse_if(_faults_of_rules(given))
    with transaction.atomic():
        found, _ = LetterRules.objects.get_or_create(community=community)
        for name, value in given.items():
            setattr(found, name, value)
        found.save()
        audit(by, "mailing.set_letter_rules", in_=community, on=found, **given)
    return found


def learn_word(community: Community, word: str, *, by: Actor) -> None:
    """Have the text check take a word as known from now on. May be repeated."""
    require(by, KEEP_NEWSLETTERS, in_=community)
    told = fold(clean_name(word))[:60]
    with transaction.atomic():
        found, _ = LetterRules.objects.select_for_update().get_or_create(community=community)
        if told and told not in found.known_words:
            found.known_words = sorted([*found.known_words, told])[:5000]
            found.save(update_fields=["known_words"])
            audit(by, "mailing.learn_word", in_=community, on=found, word=told)


def _tidy(name: str, value: Any) -> Any:
    if name in _LINES:
        return clean_name(value)[: _LINES[name]]
    return clean(value, 5000).strip() if name == "consent_text" else value


def _faults(found: Newsletter, fields: Mapping[str, Any]) -> list[Reason]:
    reasons = [] if fields["title"] else [Reason(UNTITLED, field="title")]
    if fields.get("language", "ru") not in dict(LANGUAGES):
        reasons.append(Reason(NO_LANGUAGE, field="language"))
    for name in ("sender", "theme", "segment"):
        thing = fields.get(name)
        if thing is not None and thing.community_id != found.community_id:
            reasons.append(Reason(STRANGE, field=name))
    others = Newsletter.objects.filter(community=found.community, removed_at=None).exclude(pk=found.pk)
    if any(fold(title) == fold(fields["title"]) for title in others.values_list("title", flat=True)):
        reasons.append(Reason(NAME_TAKEN, field="title"))
    return reasons + faults_of_address(fields.get("reply_to", ""), "reply_to")


def _faults_of_rules(given: Mapping[str, Any]) -> list[Reason]:
    reasons = []
    for name, (least, most) in _BOUNDS.items():
        if name in given and not least <= given[name] <= most:
            reasons.append(Reason(NO_RULE, name, values={"least": least, "most": most}))
    for name in ("opens", "clicks"):
        if given.get(name, Following.NOTHING) not in set(Following):
            reasons.append(Reason(NO_FOLLOWING, field=name))
    return reasons


def _slug(newsletter: Newsletter) -> str:
    """Answer a name for addresses that none of the community's newsletters ever had."""
    base = slugify(latin(newsletter.title))[:60] or "newsletter"
    taken = set(Newsletter.objects.filter(community=newsletter.community).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in numbered if one not in taken)


def _save(found: Newsletter | Theme, act: str, by: Actor) -> None:
    try:
        with transaction.atomic():
            found.save()
            audit(by, act, in_=found.community, on=found, title=found.title)
    except IntegrityError as error:
        raise Refusal(Reason(NAME_TAKEN, field="title")) from error


def _mark_removed(found: Newsletter | Theme, act: str, *, is_gone: bool, by: Actor) -> None:
    if (found.removed_at is not None) == is_gone:
        return
    found.removed_at = as_datetime(now()) if is_gone else None  # type: ignore[assignment]
    _save(found, act, by)
