"""Forms about what is known of people: all fields at once, a consent, a kind of trait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm, translated_choices
from veche.kit.time import as_datetime, day_of, in_zone, now
from veche.people.models import Field
from veche.people.terms import PURPOSE_FORMS, Form, Purpose, Way

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.queries import Description, FieldLine

YES_NO = (("", "–"), ("yes", _("yes")), ("no", _("no")))


class DescribeForm(ActionForm):
    """Every field that is on, with what is known; a form of its own for each form of trait."""

    def __init__(self, data: Any = None, *, lines: list[FieldLine], known: Description) -> None:
        super().__init__(data)
        self.before = {one.line.key: one for one in known.lines}
        for line in lines:
            self.fields[line.key] = self._field(line)

    def _field(self, line: FieldLine) -> forms.Field:
        held = self.before.get(line.key)
        values = [trait.value for trait in held.traits] if held else []
        start = "\n".join(values)
        plain: dict[str, Any] = {"label": line.title, "required": False, "initial": start}
        if line.form is Form.CHOICE:
            return forms.ChoiceField(choices=[("", "–"), *line.choices], **plain)
        if line.form is Form.YES_NO:
            return forms.ChoiceField(choices=YES_NO, **plain)
        if line.is_many:
            area = forms.Textarea(attrs={"rows": max(2, len(values) + 1)})
            return forms.CharField(widget=area, help_text=_("One on each line."), **plain)
        help_text = (
            _("Such as 17.05.1990, or 17.05 where the year is not known.") if line.form is Form.DATE else ""
        )
        if line.form is Form.PERSON:
            help_text = _("Their name as it stands here, or the number of their page.")
        return forms.CharField(max_length=500, help_text=help_text, **plain)

    def changes(self) -> dict[str, str]:
        """Answer the fields that were changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class ConsentForm(ActionForm):
    """What a person allowed, how and when."""

    purpose = forms.ChoiceField(label=_("What they allow"))
    way = forms.ChoiceField(label=_("How they said so"))
    given_at = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_at = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until they take it back."),
    )  # fmt: skip
    proof = forms.CharField(
        label=_("Proof"), required=False, max_length=500,
        help_text=_("Where the paper lies, or a link to the message."),
    )  # fmt: skip

    def __init__(self, community: Community, data: Any = None) -> None:
        super().__init__(data, auto_id="consent-%s")
        self.zone = community.time_zone
        purposes = [(purpose.value, form.title) for purpose, form in PURPOSE_FORMS.items()]
        ways = [(way.value, way.label) for way in Way]
        self.fields["purpose"].choices = translated_choices(purposes)()  # type: ignore[attr-defined]
        self.fields["way"].choices = translated_choices(ways)()  # type: ignore[attr-defined]
        self.fields["given_at"].initial = day_of(now(), self.zone)

    def given(self) -> dict[str, Any]:
        """Answer what `give_consent` takes: days as their first moments, today as now."""
        found = self.cleaned_data
        noon = {"hour": 12}
        moments = {
            name: in_zone(datetime.combine(found[name], datetime.min.time()).replace(**noon), self.zone)
            for name in ("given_at", "ends_at") if found[name]
        }  # fmt: skip
        if as_datetime(now(), self.zone).date() == found["given_at"]:
            moments["given_at"] = now()
        facts = {"purpose": Purpose(found["purpose"]), "way": Way(found["way"]), "proof": found["proof"]}
        return facts | {"given_at": moments["given_at"], "ends_at": moments.get("ends_at")}


class FieldForm(ActionForm):
    """A kind of trait."""

    title = forms.CharField(label=_("Name"), max_length=100)
    form = forms.ChoiceField(label=_("What its values are"))
    is_many = forms.BooleanField(label=_("Several values at once"), required=False)
    choices = forms.CharField(
        label=_("Values to choose from"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, where people choose one of several."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, field: Field | None = None) -> None:
        start = {}
        if field is not None:
            lines = "\n".join(gettext(title) for _code, title in field.choices)
            start = {
                "title": gettext(field.title),
                "form": field.form,
                "is_many": field.is_many,
                "choices": lines,
            }
        super().__init__(data, initial=start)
        forms_known = [(form.value, form.label) for form in Form]
        self.fields["form"].choices = translated_choices(forms_known)()  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Answer what `set_field` takes."""
        found = self.cleaned_data
        return {
            "title": found["title"], "form": Form(found["form"]), "is_many": found["is_many"],
            "choices": found["choices"].splitlines(),
        }  # fmt: skip


class SpecialForm(ActionForm):
    """The text people consent to before a special category is kept of them."""

    text = forms.CharField(
        label=_("Text of the consent"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("People agree to exactly these words. A changed text is a new version."),
    )  # fmt: skip
