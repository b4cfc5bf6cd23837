"""Letters as they will leave, made of what is kept: for the preview, the checks, and the sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from veche.kit.terms import Refusal
from veche.mailing.queries.happening import values_of_sample
from veche.mailing.queries.lending import lent_for
from veche.mailing.queries.quoting import with_consents
from veche.mailing.queries.values import Values, shared_values, values_of_people
from veche.mailing.rules.blocks import read_blocks
from veche.mailing.rules.looks import read_theme
from veche.mailing.rules.rendering import Draft, Rendered, render
from veche.mailing.terms import Form
from veche.mailing.terms.writing import BROWSER, PREFERENCES, UNSUBSCRIBE, Lent, Theme

if TYPE_CHECKING:
    from veche.mailing.models import Letter, Variant


@dataclass(frozen=True, slots=True)
class Material:
    """What a letter is drawn of."""

    draft: Draft
    theme: Theme
    lent: Lent

    def rendered(self) -> Rendered:
        """Answer the letter drawn, its places still marks; refuses source that cannot be read."""
        return render(self.draft, self.theme, self.lent)


def variant_of(letter: Letter, number: int) -> Variant | None:
    """Answer a variant of a letter by its number; nothing for 0, which is the letter itself. One query."""
    return letter.variants.filter(number=number).first() if number else None


def material_of(letter: Letter, *, language: str = "", variant: Variant | None = None) -> Material:
    """Answer what a letter is drawn of now: names of who is quoted stand where they allow it now.

    `language` is that of what we add, the letter's own if empty; a variant has its own lines or content.
    """
    language = language or letter.language
    content = variant.content if variant and variant.content else letter.content
    # Words for programs without pictures were written for the letter's own content.
    plain = letter.plain if content is letter.content else ""
    blocks = with_consents(letter.community, content.get("blocks", []), is_strict=False)
    theme = look_of(letter)
    draft = Draft(
        subject=(variant.subject if variant else "") or letter.subject, form=Form(letter.form),
        blocks=read_blocks({"blocks": blocks}), source=str(content.get("source", "")),
        preheader=(variant.preheader if variant else "") or letter.preheader, plain=plain, language=language,
    )  # fmt: skip
    return Material(draft, theme, lent_for(letter.community, blocks, language, header=theme.header))


def rendered_letter(letter: Letter, *, language: str = "", variant: Variant | None = None) -> Rendered:
    """Answer a letter drawn, its places still marks; refuses source that cannot be read."""
    return material_of(letter, language=language, variant=variant).rendered()


def look_of(letter: Letter) -> Theme:
    """Answer the look of a letter: its own, its newsletter's, or the usual one."""
    kept = letter.theme or letter.newsletter.theme
    try:
        return read_theme(kept.look if kept else {})
    except Refusal:  # kept by another version of Veche
        return Theme()


def values_for(letter: Letter, person: int | None, *, email: str = "", language: str = "") -> Values:
    """Answer the values of one reader for the preview; our own pages lead nowhere there.

    Of an event that the letter is about, in the letter's language where no other is told.
    """
    own = values_of_people(letter.community, [person]).get(person, {}) if person else {}
    nowhere = {name: f"{settings.ADDRESS.rstrip('/')}/" for name in (UNSUBSCRIBE, PREFERENCES, BROWSER)}
    event = values_of_sample(letter, person, language)
    return {**shared_values(letter), **own, **event, "email": email, **nowhere}
