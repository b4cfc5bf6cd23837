"""Forms of moderation: a rule of any kind, a decision, a report by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.inbox.models import ModerationRule
from veche.inbox.terms.moderation import (
    RULE_FORMS,
    RULE_REMEDIES,
    SPANS,
    USUAL_SPAN,
    Decision,
    Parameter,
    Remedy,
    RuleDraft,
    RuleKind,
)
from veche.kit.forms import ActionForm, translated_choices
from veche.kit.text import number_of
from veche.ledger.queries import channels_of
from veche.people.models import Tag

if TYPE_CHECKING:
    from django.http import QueryDict

    from veche.core.models import Community

_NO_WORDS = (Remedy.HIDE, Remedy.DELETE, Remedy.WARN)
_TEXTS = {
    "warning_ru": _("Warning in Russian"), "warning_en": _("Warning in English"),
    "appeal_ru": _("How to object, in Russian"), "appeal_en": _("How to object, in English"),
}  # fmt: skip


class ModerationRuleForm(ActionForm):
    """A rule: what it looks for, where, whom it spares, what it does, what people are told."""

    def __init__(
        self, data: Any = None, *, community: Community, kind: RuleKind, rule: ModerationRule | None = None
    ) -> None:
        self.kind, self.rule = kind, rule
        held = rule.settings if rule else {}
        places = [(str(one.pk), one.title) for one in channels_of(community).exclude(form="private")]
        tags = [(str(one.pk), one.name) for one in Tag.objects.filter(community=community).order_by("name")]
        self.base_fields = {
            "title": forms.CharField(
                label=_("Name of the rule"), max_length=200, initial=gettext(RULE_FORMS[kind].title)
            ),
            **{one.key: _field_of(one, held) for one in RULE_FORMS[kind].parameters},
            "places": forms.MultipleChoiceField(
                label=_("Channels it is for"), choices=places, required=False,
                widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all that are not private."),
            ),
            "spares_regulars": forms.BooleanField(label=_("Spare regulars and advocates"), required=False),
            "spared_tags": forms.MultipleChoiceField(
                label=_("Spare people with a tag"), choices=tags, required=False,
                widget=forms.CheckboxSelectMultiple, help_text=_("The team is always spared."),
            ),
            **_remedy_fields(kind),
            **{
                name: forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 2}))
                for name, label in _TEXTS.items()
            },
        }  # fmt: skip
        if not tags:
            self.base_fields["spared_tags"].widget = forms.MultipleHiddenInput()
            self.base_fields["spares_regulars"].help_text = _("The team is always spared.")
        super().__init__(data, initial=_initial_of(rule))

    def draft(self) -> RuleDraft:
        """Answer the rule as it was filled in."""
        given = self.cleaned_data
        return RuleDraft(
            kind=self.kind, title=given["title"],
            settings={one.key: str(given.get(one.key, "")) for one in RULE_FORMS[self.kind].parameters},
            channels=tuple(map(int, given["places"])), spares_regulars=given["spares_regulars"],
            spared_tags=tuple(map(int, given["spared_tags"])), remedy=Remedy(given["remedy"]),
            minutes=int(given["minutes"]), also_delete=bool(given.get("also_delete")),
            **{name: given[name] for name in _TEXTS},
        )  # fmt: skip


class DecisionForm(ActionForm):
    """What is done about reports: the pressed button, why, for how long."""

    remedy = forms.ChoiceField(choices=[(one.value, one.value) for one in Remedy])
    reason = forms.CharField(required=False, max_length=1000)
    appeal = forms.CharField(required=False, max_length=1000)
    minutes = forms.TypedChoiceField(
        choices=[(str(one), "") for one in SPANS], coerce=int, required=False, empty_value=USUAL_SPAN
    )
    also_delete = forms.BooleanField(required=False)

    def decision(self) -> Decision:
        """Answer the decision as it was filled in."""
        given = self.cleaned_data
        return Decision(
            Remedy(given["remedy"]), given["reason"], given["minutes"], given["also_delete"],
            appeal=given["appeal"],
        )  # fmt: skip


class ReportForm(ActionForm):
    """Why a colleague thinks that something is not in order."""

    note = forms.CharField(
        label=_("What is wrong"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=_("For the moderators; nobody else reads it."),
    )  # fmt: skip


def log_wish_in(asked: QueryDict) -> dict[str, Any]:
    """Answer what the log is asked for; what makes no sense is passed over."""
    remedy = asked.get("remedy", "")
    return {
        "remedy": remedy if remedy in set(Remedy) else "", "by": asked.get("by", "")[:200],
        "failed": asked.get("failed") == "yes",
        **{name: _number(asked.get(name, "")) for name in ("rule", "channel", "person")},
    }  # fmt: skip


def numbers_in(asked: QueryDict, name: str, most: int = 500) -> list[int]:
    """Answer the numbers that were chosen in a list."""
    return [number for text in asked.getlist(name)[:most] if (number := _number(text))]


def _number(text: str) -> int:
    return number_of(text) or 0


def _field_of(one: Parameter, held: Any) -> forms.Field:
    facts: dict[str, Any] = {
        "label": gettext(one.title), "help_text": gettext(one.help) if one.help else "",
        "required": not one.is_optional,
    }  # fmt: skip
    if one.is_lines:
        initial = "\n".join(held.get(one.key, ()))
        return forms.CharField(widget=forms.Textarea({"rows": 6}), initial=initial, **facts)
    initial = held.get(one.key, one.guess)
    return forms.IntegerField(min_value=one.least, max_value=one.most, initial=initial, **facts)


def _remedy_fields(kind: RuleKind) -> dict[str, forms.Field]:
    known = [
        (remedy.value, title) for remedy, title in RULE_REMEDIES.items()
        if kind is not RuleKind.RAID or remedy not in _NO_WORDS
    ]  # fmt: skip
    fields: dict[str, forms.Field] = {
        "remedy": forms.ChoiceField(label=_("What it does"), choices=translated_choices(known)),
        "minutes": forms.ChoiceField(
            label=_("Mute or ban for"), choices=translated_choices((str(one), t) for one, t in SPANS.items()),
            initial=str(USUAL_SPAN),
        ),
    }  # fmt: skip
    if kind is not RuleKind.RAID:
        label = _("On warning, muting and banning, delete the message too")
        fields["also_delete"] = forms.BooleanField(label=label, required=False)
    return fields


def _initial_of(rule: ModerationRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    held = {
        name: getattr(rule, name) for name in (*_TEXTS, "title", "spares_regulars", "remedy", "also_delete")
    }
    places, tags = list(map(str, rule.channels)), list(map(str, rule.spared_tags))
    return held | {"places": places, "spared_tags": tags, "minutes": str(rule.minutes)}
