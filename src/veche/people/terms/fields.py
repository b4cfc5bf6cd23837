"""Kinds of traits: their form, those that are there from the start, those that are special by law."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from veche.kit.terms import N_
from veche.people.terms.consents import Purpose


class Form(StrEnum):
    """What the values of a trait are."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    PERSON = "person"
    PLACE = "place"

    @property
    def label(self) -> str:
        """The form as people read it."""
        return FORM_TITLES[self]


FORM_TITLES: Mapping[Form, str] = {
    Form.TEXT: N_("text"),
    Form.CHOICE: N_("one of several"),
    Form.DATE: N_("date"),
    Form.NUMBER: N_("number"),
    Form.YES_NO: N_("yes or no"),
    Form.PERSON: N_("another person"),
    Form.PLACE: N_("place"),
}


@dataclass(frozen=True, slots=True)
class UsualField:
    """A trait every organisation has until it says otherwise; `purpose` makes it a special one."""

    key: str
    title: str
    form: Form
    icon: str
    is_many: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    purpose: Purpose | None = None


_SEXES = (("female", N_("female")), ("male", N_("male")))
USUAL: Mapping[str, UsualField] = {
    field.key: field
    for field in (
        UsualField("sex", N_("Sex"), Form.CHOICE, "user", choices=_SEXES),
        UsualField("birthday", N_("Birthday"), Form.DATE, "cake"),
        UsualField("city", N_("City"), Form.PLACE, "map-pin"),
        UsualField("languages", N_("Languages"), Form.TEXT, "language", is_many=True),
        UsualField("education", N_("Education"), Form.TEXT, "note"),
        UsualField("company", N_("Company"), Form.TEXT, "building-community"),
        UsualField("job", N_("Job"), Form.TEXT, "id"),
        UsualField("interests", N_("Interests"), Form.TEXT, "heart", is_many=True),
        UsualField("nationality", N_("Nationality"), Form.TEXT, "flag", purpose=Purpose.NATIONALITY),
        UsualField("health", N_("Health and diet"), Form.TEXT, "heart", purpose=Purpose.HEALTH),
        UsualField("belief", N_("Belief"), Form.TEXT, "bulb", purpose=Purpose.BELIEF),
    )
}  # fmt: skip
SPECIALS: Mapping[str, UsualField] = {key: field for key, field in USUAL.items() if field.purpose}
