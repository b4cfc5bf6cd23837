"""Forms of newsletters, looks and a community's rules for letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.core.terms import LANGUAGES
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.pictures import ACCEPT
from veche.kit.terms import N_
from veche.mailing.models import LetterRules, Newsletter
from veche.mailing.models import Theme as KeptTheme
from veche.mailing.queries.lending import pictures_of
from veche.mailing.queries.newsletters import senders_of, themes_of
from veche.mailing.terms.standing import FOLLOWING_TITLES
from veche.mailing.terms.writing import Theme
from veche.people.queries import segments_of

if TYPE_CHECKING:
    from veche.core.models import Community

PLAIN = (
    "title", "about", "language", "from_name", "reply_to", "needs_subscription", "consent_text", "is_public",
)  # fmt: skip
FONT_TITLES = (
    ("arial", N_("Arial, plain")), ("verdana", N_("Verdana, wide")), ("tahoma", N_("Tahoma, narrow")),
    ("trebuchet", N_("Trebuchet, round")), ("georgia", N_("Georgia, with serifs")),
    ("times", N_("Times, bookish")), ("courier", N_("Courier, typewriter")),
)  # fmt: skip
COLOURS = ("accent", "background", "paper", "ink", "quiet")


class NewsletterForm(ActionForm):
    """A newsletter: what it is about, who writes, how it looks, whom it is for."""

    title = forms.CharField(label=_("Name"), max_length=150)
    about = forms.CharField(
        label=_("What it is about"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Read by those who subscribe."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    from_name = forms.CharField(
        label=_("Sender's name"), max_length=100, required=False,
        help_text=_("Whose name people see before they open the letter."),
    )  # fmt: skip
    reply_to = forms.EmailField(label=_("Answers go to"), required=False)
    sender = forms.ChoiceField(label=_("Way out"), required=False)
    theme = forms.ChoiceField(label=_("Look"), required=False)
    segment = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        help_text=_("Of those who may get it, only who is in this segment."),
    )
    needs_subscription = forms.BooleanField(
        label=_("Only for those who subscribed to it"), required=False,
        help_text=_("Otherwise also for everybody who allows letters of the community."),
    )  # fmt: skip
    consent_text = forms.CharField(
        label=_("What they consent to"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Word by word, as it stands on the form. Another text is another version of it."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Its letters may be read by anybody, and anybody may subscribe"), required=False
    )

    def __init__(
        self, community: Community, newsletter: Newsletter | None, *args: Any, **kwargs: Any
    ) -> None:
        shown = newsletter or Newsletter(community=community, language=community.language)
        names = ("sender", "theme", "segment")
        initial = {name: getattr(shown, name) for name in PLAIN}
        initial |= {name: str(getattr(shown, f"{name}_id") or "") for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        found = (senders_of(community), themes_of(community), segments_of(community))
        self.things = {
            name: {str(one.pk): one for one in kept} for name, kept in zip(names, found, strict=True)
        }
        empty = {"sender": gettext("Whatever is open"), "theme": gettext("The usual one"),
                 "segment": gettext("Everybody who may get it")}  # fmt: skip
        for name, kept in self.things.items():
            choices = [("", empty[name]), *((key, one.title) for key, one in kept.items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Answer the fields as `save_newsletter` takes them."""
        told = dict(self.cleaned_data)
        return told | {name: kept.get(told[name]) for name, kept in self.things.items()}


class ThemeForm(ActionForm):
    """A look: colours, fonts, a header picture, a footer."""

    title = forms.CharField(label=_("Name"), max_length=100)
    accent = forms.CharField(label=_("Links and buttons"), widget=forms.TextInput(attrs={"type": "color"}))
    background = forms.CharField(label=_("Around the paper"), widget=forms.TextInput(attrs={"type": "color"}))
    paper = forms.CharField(label=_("Paper"), widget=forms.TextInput(attrs={"type": "color"}))
    ink = forms.CharField(label=_("Words"), widget=forms.TextInput(attrs={"type": "color"}))
    quiet = forms.CharField(label=_("Quiet words"), widget=forms.TextInput(attrs={"type": "color"}))
    font = forms.ChoiceField(label=_("Font of words"), choices=translated_choices(FONT_TITLES))
    heading_font = forms.ChoiceField(label=_("Font of headings"), choices=translated_choices(FONT_TITLES))
    size = forms.IntegerField(label=_("Size of words, pixels"), min_value=12, max_value=22)
    radius = forms.IntegerField(label=_("Round corners, pixels"), min_value=0, max_value=24)
    header = forms.ChoiceField(label=_("Picture above"), required=False)
    upload = forms.FileField(
        label=_("Another picture"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    header_alt = forms.CharField(label=_("What is to be seen on it"), max_length=300, required=False)
    header_link = forms.CharField(label=_("It leads to"), max_length=2000, required=False)
    footer = forms.CharField(
        label=_("Below every letter"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who you are and why they get it. The link to unsubscribe stands there by itself."),
    )  # fmt: skip

    def __init__(self, community: Community, theme: KeptTheme | None, *args: Any, **kwargs: Any) -> None:
        usual = Theme()
        look = theme.look if theme else {}
        names = [name for name in self.base_fields if name not in ("title", "upload")]
        initial: dict[str, Any] = {name: look.get(name, getattr(usual, name)) for name in names}
        initial["title"] = theme.title if theme else ""
        super().__init__(*args, initial=initial, **kwargs)
        for name in COLOURS:
            self.fields[name].widget.attrs["class"] = "form-control form-control-color"
        pictures = [(one.name, one.title or one.name) for one in pictures_of(community)]
        self.fields["header"].choices = [("", gettext("None")), *pictures]  # type: ignore[attr-defined]

    def look(self) -> dict[str, Any]:
        """Answer the look as `save_theme` takes it."""
        return {name: told for name, told in self.cleaned_data.items() if name not in ("title", "upload")}

    def colours(self) -> list[forms.BoundField]:
        """Answer the fields of colours."""
        return [self[name] for name in COLOURS]

    def others(self) -> list[forms.BoundField]:
        """Answer the fields that are no colours."""
        return [field for field in self if field.name not in (*COLOURS, "title")]


class RulesForm(ActionForm):
    """What a community holds itself to."""

    most = forms.IntegerField(
        label=_("Nobody gets more than"), min_value=1, max_value=1000,
        help_text=_("Letters and messages from the team over all channels together."),
    )  # fmt: skip
    days = forms.IntegerField(label=_("within so many days"), min_value=1, max_value=366)
    approval_above = forms.IntegerField(
        label=_("A second person reads letters to more than"), min_value=0, max_value=10_000_000,
        help_text=_("0: every letter. Whoever wrote in a letter cannot approve it."),
    )  # fmt: skip
    opens = forms.ChoiceField(label=_("Of opened letters we keep"),
                              choices=translated_choices(FOLLOWING_TITLES.items()))  # fmt: skip
    clicks = forms.ChoiceField(label=_("Of clicked links we keep"),
                               choices=translated_choices(FOLLOWING_TITLES.items()))  # fmt: skip

    def __init__(self, rules: LetterRules, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(rules, name) for name in self.base_fields}, **kwargs)
