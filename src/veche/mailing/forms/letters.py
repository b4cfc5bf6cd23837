"""Forms around a letter: a new one, its settings, when it leaves, who tries it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.queries import colleagues_in
from veche.core.terms import LANGUAGES, Actor
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.terms import N_
from veche.kit.time import Moment, in_zone
from veche.mailing import actions
from veche.mailing.forms.converting import converted
from veche.mailing.models import Letter, Newsletter
from veche.mailing.queries.newsletters import newsletters_of, senders_of, themes_of
from veche.mailing.terms import Form, When
from veche.mailing.terms.desk import LAYOUT_TITLES, Written
from veche.people.queries import segments_of

if TYPE_CHECKING:
    from veche.core.models import Community

GENERAL = "0"
FORM_TITLES = (
    (Form.BLOCKS, N_("In blocks")), (Form.MARKDOWN, N_("In Markdown")), (Form.HTML, N_("In HTML")),
    (Form.MJML, N_("In MJML")),
)  # fmt: skip
WHEN_TITLES = (
    ("now", N_("Now")), ("at", N_("At a time")),
    (When.LOCAL, N_("At this time on each one's own clock")),
    (When.USUAL, N_("From this time on, at the hour each is usually seen")),
)  # fmt: skip


class NewLetterForm(ActionForm):
    """A new letter: its name, its newsletter, how it begins."""

    title = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("Only the team sees it. The subject comes later.")
    )
    newsletter = forms.ChoiceField(label=_("Newsletter"))
    layout = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect,
        choices=[("", ""), *((key, key) for key in LAYOUT_TITLES)],
    )  # fmt: skip

    def __init__(self, community: Community, like: Letter | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        self.known = {str(one.pk): one for one in newsletters_of(community)}
        self.fields["newsletter"].choices = newsletter_choices(self.known)  # type: ignore[attr-defined]
        if like is not None:
            del self.fields["layout"]

    def chosen(self, *, by: Actor) -> Newsletter:
        """Answer the newsletter chosen; the general one is made where there is none yet."""
        return chosen_newsletter(self.community, self.known, self.cleaned_data["newsletter"], by=by)


class LetterForm(ActionForm):
    """What stands around the words of a letter."""

    title = forms.CharField(label=_("Name"), max_length=200)
    newsletter = forms.ChoiceField(label=_("Newsletter"))
    segment = forms.ChoiceField(
        label=_("For whom"), required=False,
        help_text=_("Of those who get this newsletter. Conditions are kept under People, Segments."),
    )  # fmt: skip
    is_notice = forms.BooleanField(
        label=_("A notice nobody can do without"), required=False,
        help_text=_("A change of rules, say: consent is not asked, so a second person reads it first."),
    )  # fmt: skip
    from_name = forms.CharField(label=_("Sender's name"), max_length=100, required=False)
    reply_to = forms.EmailField(label=_("Answers go to"), required=False)
    sender = forms.ChoiceField(label=_("Way out"), required=False)
    theme = forms.ChoiceField(label=_("Look"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    form = forms.ChoiceField(
        label=_("How it is written"), choices=translated_choices(FORM_TITLES),
        help_text=_("What is there goes over as far as it can; before and after stay among the versions."),
    )  # fmt: skip

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        names = ("newsletter", "segment", "sender", "theme")
        initial = {name: str(getattr(letter, f"{name}_id") or "") for name in names}
        plain = ("title", "is_notice", "from_name", "reply_to", "language", "form")
        kwargs["initial"] = initial | {name: getattr(letter, name) for name in plain}
        super().__init__(*args, **kwargs)
        self.letter, home = letter, letter.community
        known = {str(one.pk): one for one in newsletters_of(home)}
        self.things: dict[str, dict[str, Any]] = {
            "newsletter": known,
            "segment": {str(one.pk): one for one in segments_of(home)},
            "sender": {str(one.pk): one for one in senders_of(home)},
            "theme": {str(one.pk): one for one in themes_of(home)},
        }
        usual = gettext("As the newsletter has it")
        self.fields["newsletter"].choices = newsletter_choices(known)  # type: ignore[attr-defined]
        for name in names[1:]:
            choices = [("", usual), *((key, one.title) for key, one in self.things[name].items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self, *, by: Actor) -> dict[str, Any]:
        """Answer the fields as `change_letter` takes them."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "form"}
        for name in ("segment", "sender", "theme"):
            told[name] = self.things[name].get(told[name])
        known = self.things["newsletter"]
        return told | {
            "newsletter": chosen_newsletter(self.letter.community, known, told["newsletter"], by=by)
        }

    def switch_form(self, *, by: Actor) -> None:
        """Bring the letter's words into another form, if another was chosen."""
        wanted = self.cleaned_data["form"]
        if wanted == self.letter.form:
            return
        content = converted(self.letter, Form(wanted))
        written = Written(self.letter.subject, self.letter.preheader, wanted, content, self.letter.plain)
        actions.save_letter(self.letter, written, version=self.letter.version, is_kept=True, by=by)


class LeavingForm(ActionForm):
    """When a letter leaves."""

    # It is needed for all but one answer, and hidden for that one.
    unmarked = ("at",)
    when = forms.ChoiceField(
        label=_("When"), choices=translated_choices(WHEN_TITLES), widget=forms.RadioSelect
    )
    at = forms.DateTimeField(
        label=_("Time"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )  # fmt: skip

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        told = gettext("In the community's time zone, {zone}.").format(zone=zone)
        late = gettext(
            "By own clocks: where that time is over already when it is sent, it comes a day later."
        )
        self.fields["at"].help_text = f"{told} {late}"

    def told(self) -> tuple[str, Moment | None]:
        """Answer how the time is chosen, and the moment."""
        wish, at = self.cleaned_data["when"], self.cleaned_data["at"]
        when = wish if wish in (When.LOCAL, When.USUAL) else When.AT_ONCE
        if wish == "now" or not isinstance(at, datetime):
            return when, None
        return when, in_zone(at.replace(tzinfo=None), self.zone)

    def clean(self) -> dict[str, Any]:
        """Ask for the time where one is needed."""
        told = super().clean() or {}
        if told.get("when") not in (None, "now") and not told.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Choose the time."))
        return told


class TestForm(ActionForm):
    """Who of the team gets a letter to try it."""

    addresses = forms.MultipleChoiceField(label=_("To whom"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, community: Community, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = sorted(colleagues_in(community), key=lambda one: one.user.name.casefold())
        self.fields["addresses"].choices = [  # type: ignore[attr-defined]
            (one.user.email.lower(), f"{one.user.name}, {one.user.email}") for one in team
        ]


def newsletter_choices(known: dict[str, Newsletter]) -> list[tuple[str, str]]:
    """Answer the newsletters to choose from; single letters last, also before there was one."""
    own = [(key, one.title) for key, one in known.items() if not one.is_general]
    general = next((key for key, one in known.items() if one.is_general), GENERAL)
    return [*own, (general, gettext("None: a letter by itself"))]


def chosen_newsletter(
    community: Community, known: dict[str, Newsletter], told: str, *, by: Actor
) -> Newsletter:
    """Answer the newsletter chosen; the general one is made where there is none yet."""
    return known.get(told) or actions.general_newsletter(community, by=by)
