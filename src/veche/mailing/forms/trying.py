"""What of a letter is tried, on how many, and how it is decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm, translated_choices
from veche.kit.text import number_of
from veche.mailing.models import Letter
from veche.mailing.queries.trying import contents_near
from veche.mailing.rules.trying import read_trial
from veche.mailing.terms.trying import (
    CONFIDENCES,
    HOURS,
    MOST_VARIANTS,
    UNDECIDED_TITLES,
    WINS_TITLES,
    Trial,
    Undecided,
    Wanted,
    WinsBy,
)

OWN, KEPT, WRITTEN = "", "kept", "written"


class TrialForm(ActionForm):
    """Other subjects, preheaders and contents, the share that gets them, and the rule of the decision."""

    share = forms.IntegerField(
        label=_("Share that tries them, per cent"), min_value=2, max_value=100,
        help_text=_("The rest waits for the winner."),
    )  # fmt: skip
    wins_by = forms.ChoiceField(
        label=_("The better one is known"), choices=translated_choices(WINS_TITLES.items())
    )
    hours = forms.TypedChoiceField(
        label=_("Decided after, hours"), coerce=int, choices=[(one, one) for one in HOURS]
    )
    confidence = forms.TypedChoiceField(
        label=_("Sure by at least, per cent"), coerce=int, choices=[(one, one) for one in CONFIDENCES]
    )
    undecided = forms.ChoiceField(
        label=_("If nothing is sure"),
        choices=translated_choices(UNDECIDED_TITLES.items()),
        widget=forms.RadioSelect,
    )

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        self.letter = letter
        self.known = {one.number: one for one in letter.variants.all()}
        self.near = {str(one.pk): one for one in contents_near(letter)}
        super().__init__(*args, initial=self._initial(), **kwargs)
        for number in range(1, MOST_VARIANTS):
            self._add_variant(number)
        self.order_fields([name for name in self.fields if name[-1].isdigit()])

    def variants(self) -> list[Wanted]:
        """Answer the variants that were written; what is empty is that of the letter."""
        found: list[Wanted] = []
        for number in range(1, MOST_VARIANTS):
            subject = self.cleaned_data.get(f"subject_{number}", "").strip()
            preheader = self.cleaned_data.get(f"preheader_{number}", "").strip()
            wish = self.cleaned_data.get(f"content_{number}", OWN)
            content = self.known[number].content if wish == KEPT else None
            if wish in self.near:
                content = self.near[wish].content
            if subject or preheader or content or wish == WRITTEN:
                found.append(Wanted(subject, content, wish == WRITTEN, number, preheader))
        return found

    def trial(self) -> Trial:
        """Answer the rule of the decision."""
        told = self.cleaned_data
        return Trial(WinsBy(told["wins_by"]), told["hours"], told["confidence"], Undecided(told["undecided"]))

    def _initial(self) -> dict[str, Any]:
        kept = read_trial(self.letter.trial)
        told = {
            "share": self.letter.trial_share or 20, "wins_by": kept.wins_by, "hours": kept.hours,
            "confidence": kept.confidence, "undecided": kept.undecided,
        }  # fmt: skip
        for number, one in self.known.items():
            content = WRITTEN if one.draft_id else KEPT if one.content else OWN
            told |= {
                f"subject_{number}": one.subject, f"preheader_{number}": one.preheader,
                f"content_{number}": content,
            }  # fmt: skip
        return told

    def _add_variant(self, number: int) -> None:
        title = gettext("Variant {number}: subject").format(number=number + 1)
        self.fields[f"subject_{number}"] = forms.CharField(label=title, max_length=300, required=False)
        line = gettext("Variant {number}: preheader").format(number=number + 1)
        self.fields[f"preheader_{number}"] = forms.CharField(label=line, max_length=300, required=False)
        choices = [
            (OWN, gettext("That of the letter")),
            (WRITTEN, gettext("Its own, written here; it begins as a copy")),
        ]
        if number in self.known and self.known[number].content and not self.known[number].draft_id:
            choices.append((KEPT, gettext("As it was taken over")))
        choices += [
            (key, gettext("Of the letter “{title}”").format(title=one.title))
            for key, one in self.near.items()
        ]
        label = gettext("Variant {number}: content").format(number=number + 1)
        self.fields[f"content_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)


def chosen_variant(told: str) -> int:
    """Answer the variant a button names."""
    found = number_of(told)
    return -1 if found is None else found
