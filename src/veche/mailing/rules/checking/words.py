"""Words of a letter: its subject as a phone shows it, its weight, what filters take for spam."""

from __future__ import annotations

import re
from collections.abc import Iterator

from veche.kit.terms import N_
from veche.mailing.rules.checking.reading import Seen
from veche.mailing.rules.placeholders import pieces_of
from veche.mailing.rules.rendering import Draft, Rendered
from veche.mailing.terms.checking import Finding, Severity

# Gmail shows so many octets of HTML and hides the rest behind a link, the way to unsubscribe first.
CLIPPED = 102_000
NEARLY_CLIPPED = 85_000
PHONE, LONGEST = 45, 90
FEW_WORDS = 300
NO_SUBJECT = N_("The subject is empty.")
CUT_ON_PHONES = N_("A phone shows about {most} signs of the subject; this one has {count}.")
LONG_SUBJECT = N_("The subject is too long to be read in any list: {count} signs.")
LOUD = N_("The subject is written in capitals, as spam is.")
SHOUTING = N_("Several exclamation marks in the subject look like spam.")
NO_PREHEADER = N_(
    "Write the line that lists show after the subject, or they show the first words of the letter."
)
CLIPPED_TEXT = N_("The letter weighs {weight} kB: Gmail hides all beyond {most} kB, the end first.")
NEARLY = N_("The letter weighs {weight} kB, close to the {most} kB that Gmail shows.")
PICTURES_ONLY = N_("Nearly all is pictures: filters distrust such letters, and many see no pictures.")
OWN_PLAIN = N_("The plain part was written by hand: see that it still says what the letter says.")
POOR_PLAIN = N_("The plain part says much less than the letter.")
SPAM_WORDS = N_("Words that filters know from spam: {words}")
_LOUD_WORDS = re.compile(
    r"100\s?%|100% free|act now|buy now|cash bonus|click here|earn money|free!|limited time|no risk|"
    r"risk[- ]free|urgent|winner|you(?:'ve| have) won|"
    r"без риска|бесплатно!|быстрый заработок|вы выиграли|гарантированн\w+ доход|жми(?:те)? сюда|"
    r"заработ\w+ без|кредит без|купи сейчас|только сегодня|срочно!|успей купить",
    re.IGNORECASE,
)


def findings_of_subject(draft: Draft) -> Iterator[Finding]:
    """Answer what is wrong with subject and preheader."""
    subject = "".join(piece if isinstance(piece, str) else "…" for piece in pieces_of(draft.subject)).strip()
    if not subject:
        yield Finding(Severity.FAULT, NO_SUBJECT, "subject")
        return
    if len(subject) > LONGEST:
        yield Finding(Severity.WARNING, LONG_SUBJECT, "subject", {"count": len(subject)})
    elif len(subject) > PHONE:
        yield Finding(Severity.NOTE, CUT_ON_PHONES, "subject", {"most": PHONE, "count": len(subject)})
    letters = [sign for sign in subject if sign.isalpha()]
    if len(letters) >= 8 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
        yield Finding(Severity.WARNING, LOUD, "subject")
    if subject.count("!") > 1:
        yield Finding(Severity.WARNING, SHOUTING, "subject")
    if not draft.preheader.strip():
        yield Finding(Severity.NOTE, NO_PREHEADER, "preheader")
    if draft.plain.strip():
        yield Finding(Severity.NOTE, OWN_PLAIN, "plain")


def findings_of_weight(rendered: Rendered) -> Iterator[Finding]:
    """Answer whether Gmail will clip the letter. Links of ours are about as long as what they stand for."""
    weight = len(rendered.html.encode())
    values = {"weight": weight // 1000, "most": CLIPPED // 1000}
    if weight > CLIPPED:
        yield Finding(Severity.WARNING, CLIPPED_TEXT, values=values)
    elif weight > NEARLY_CLIPPED:
        yield Finding(Severity.NOTE, NEARLY, values=values)


def findings_of_words(rendered: Rendered, seen: Seen) -> Iterator[Finding]:
    """Answer what the words of a letter, or too few of them, look like to filters."""
    words = rendered.weights.get("words", 0)
    if seen.pictures and words < FEW_WORDS + 60 * len(seen.pictures):
        yield Finding(Severity.WARNING, PICTURES_ONLY)
    if words > 4 * max(1, rendered.weights.get("plain", 0)):
        yield Finding(Severity.WARNING, POOR_PLAIN, "plain")
    loud = dict.fromkeys(
        found.lower() for found in _LOUD_WORDS.findall(f"{rendered.subject}\n{rendered.plain}")
    )
    if loud:
        yield Finding(Severity.NOTE, SPAM_WORDS, values={"words": ", ".join(list(loud)[:8])})
