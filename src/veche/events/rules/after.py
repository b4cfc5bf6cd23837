"""Letters for afterwards: their usual texts, and filling in what stands in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from veche.events.rules.templates import LetterTemplate, Words, template_of
from veche.events.terms.after import LONGEST_SUBJECT, LONGEST_TEXT, PLACEHOLDERS, AfterLetter
from veche.kit.terms import N_, Reason

UNKNOWN = N_("Nobody can fill in {names}: these are known: {known}.")
TOO_LONG = N_("This is too long: {most} characters are the most.")
ONLY_ONE = N_("Write both, the subject and the text, or leave both empty for the usual ones.")
WRONG_HOURS = N_("Between 1 and {most} hours.")
MOST_HOURS = 96
_PLACE = re.compile(r"\{(\w{1,40})\}")
USUAL: Mapping[AfterLetter, LetterTemplate] = {
    AfterLetter.THANKS: LetterTemplate(
        AfterLetter.THANKS,
        Words("Спасибо, что были: {title}", "Thank you for coming: {title}"),
        Words(
            "{first_name}, спасибо, что были с нами!\n\nДве минуты на отзыв очень помогут: {link}",
            "{first_name}, thank you for being with us!\n\nTwo minutes of feedback help a lot: {link}",
        ),
    ),
    AfterLetter.MISSED: LetterTemplate(
        AfterLetter.MISSED,
        Words("Вас не хватало: {title}", "We missed you: {title}"),
        Words(
            "{first_name}, жаль, что не увиделись на «{title}». Соберёмся снова, и место найдётся: {link}",
            "{first_name}, sorry we missed you at “{title}”. We meet again soon, and there will be a seat: "
            "{link}",
        ),
    ),
}
# How somebody is greeted whose name we do not write.
NAMELESS = Words("Здравствуйте", "Hello")


def usual_letter(template: str, kind: AfterLetter, language: str) -> tuple[str, str]:
    """Answer subject and text as the template of an event has them, or the usual ones."""
    made = template_of(template)
    letters = {one.key: one for one in made.letters} if made else {}
    letter = letters.get(kind.value, USUAL[kind])
    return letter.subject.told_in(language), letter.text.told_in(language)


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Put values where their names stand in braces; what has no value stays as it was written."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def faults_of_letter(subject: str, text: str, *, name: str) -> list[Reason]:
    """Answer everything wrong with a letter; `name` begins the names of its fields."""
    reasons = []
    for part, words, most in (("subject", subject, LONGEST_SUBJECT), ("text", text, LONGEST_TEXT)):
        field = f"{name}_{part}"
        unknown = sorted({one for one in _PLACE.findall(words) if one not in PLACEHOLDERS})
        if unknown:
            shown, known = (", ".join(f"{{{one}}}" for one in names) for names in (unknown, PLACEHOLDERS))
            reasons.append(Reason(UNKNOWN, field=field, values={"names": shown, "known": known}))
        if len(words) > most:
            reasons.append(Reason(TOO_LONG, field=field, values={"most": most}))
    if bool(subject.strip()) != bool(text.strip()):
        reasons.append(Reason(ONLY_ONE, field=f"{name}_text" if subject.strip() else f"{name}_subject"))
    return reasons


def faults_of_hours(hours: int | None) -> list[Reason]:
    """Answer what is wrong with how long letters wait after the end."""
    if hours is None or 1 <= hours <= MOST_HOURS:
        return []
    return [Reason(WRONG_HOURS, field="hours", values={"most": MOST_HOURS})]
