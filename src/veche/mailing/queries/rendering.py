"""Letters as they will leave, made of what is kept: for the preview, the checks, and the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from veche.kit.terms import Refusal
from veche.mailing.queries.lending import lent_for
from veche.mailing.queries.quoting import with_consents
from veche.mailing.queries.values import Values, common_values, values_of_people
from veche.mailing.rules.blocks import read_blocks
from veche.mailing.rules.looks import read_theme
from veche.mailing.rules.rendering import Draft, Rendered, render
from veche.mailing.terms import Form
from veche.mailing.terms.writing import BROWSER, PREFERENCES, UNSUBSCRIBE, Lent, Theme

if TYPE_CHECKING:
    from veche.mailing.models import Letter


def rendered_letter(letter: Letter, *, language: str = "") -> Rendered:
    """Answer a letter drawn, its places still marks. Names of who is quoted stand where they allow it now.

    Refuses source that cannot be read. `language` is that of what we add; the letter's own if empty.
    """
    language = language or letter.language
    blocks = with_consents(letter.community, letter.content.get("blocks", []), is_strict=False)
    theme = look_of(letter)
    lent = lent_for(letter.community, blocks, language, header=theme.header)
    draft = Draft(
        subject=letter.subject, form=Form(letter.form), blocks=read_blocks({"blocks": blocks}),
        source=str(letter.content.get("source", "")), preheader=letter.preheader, plain=letter.plain,
        language=language,
    )  # fmt: skip
    return render(draft, theme, lent)


def look_of(letter: Letter) -> Theme:
    """Answer the look of a letter: its own, its newsletter's."""
    kept = letter.theme or letter.newsletter.theme
    try:
        return read_theme(kept.look if kept else {})
    except Refusal:  # kept by another version of Veche
        return Theme()


def lent_to(letter: Letter) -> Lent:
    """Answer what a letter shows of others."""
    return lent_for(letter.community, letter.content.get("blocks", []), letter.language)


def values_for(letter: Letter, person: int | None, *, email: str = "") -> Values:
    """Answer the values of one reader for the preview; our own pages lead nowhere there."""
    own: dict[str, Any] = values_of_people(letter.community, [person]).get(person, {}) if person else {}
    nowhere = {name: f"{settings.ADDRESS.rstrip('/')}/" for name in (UNSUBSCRIBE, PREFERENCES, BROWSER)}
    return {**common_values(letter), **own, "email": email, **nowhere}
