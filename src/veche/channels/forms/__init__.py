"""The forms of imports: answers to what a file does not tell, and what its columns mean."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.channels.connectors.table.fields import OWN, PURPOSES, SKIP
from veche.channels.rules.answering import LONGEST_TEXT
from veche.channels.terms import Ask, Question
from veche.kit.forms import ActionForm, ZoneInput, translated_choices

# A page of more selects than this helps nobody: further columns are shown only if they mean something.
MOST_SHOWN = 150
PURPOSE = "purpose"


class TitleForm(ActionForm):
    """A channel's title."""

    title = forms.CharField(label=_("Title"), max_length=250)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as the mapping page shows it."""

    title: str
    cells: tuple[str, ...]
    field: BoundField


class AnswersForm(ActionForm):
    """The questions of a connector, with a select for each column where it asks for a mapping."""

    def __init__(self, data: Any = None, *, questions: Iterable[Question], **kwargs: Any) -> None:
        self.questions = tuple(questions)
        self.mapping = next((each for each in self.questions if each.ask is Ask.MAPPING), None)
        # The names of the columns' fields, by the columns' titles.
        self.names: dict[str, str] = {}
        self.guess = _guess_of(self.mapping)
        made = {each.key: _field_of(each) for each in self.questions if each.ask is not Ask.MAPPING}
        self.base_fields = made | (self._mapping_fields(self.mapping) if self.mapping else {})
        super().__init__(data, **kwargs)

    def given(self) -> dict[str, str]:
        """Answer what was said in a valid form, by the questions' keys."""
        asked = [each.key for each in self.questions if each.ask is not Ask.MAPPING]
        found = {key: str(self.cleaned_data.get(key) or "") for key in asked}
        if self.mapping:
            chosen = {title: self.cleaned_data.get(name) or SKIP for title, name in self.names.items()}
            whole = {PURPOSE: self.cleaned_data[PURPOSE], "columns": self.guess["columns"] | chosen}
            found[self.mapping.key] = json.dumps(whole, ensure_ascii=False)
        return found

    def columns(self) -> list[Column]:
        """Answer the columns that are shown, each with its cells."""
        sample = self.mapping.sample if self.mapping else ()
        places = {title: place for place, title in enumerate(sample[0])} if sample else {}
        return [
            Column(title, tuple(row[places[title]] for row in sample[1:]), self[name])
            for title, name in self.names.items()
        ]

    def purpose_field(self) -> BoundField:
        """Answer the field that says what a row is."""
        return self[PURPOSE]

    def unshown(self) -> int:
        """Answer how many columns are not shown, as there are too many."""
        return len(self.mapping.sample[0]) - len(self.names) if self.mapping and self.mapping.sample else 0

    def plain_fields(self) -> list[BoundField]:
        """Answer the fields somebody must look at."""
        return [self[each.key] for each in self._plain() if not each.is_optional or self.has_error(each.key)]

    def further_fields(self) -> list[BoundField]:
        """Answer the fields whose guess will do for most."""
        return [self[each.key] for each in self._plain() if each.is_optional and not self.has_error(each.key)]

    def _plain(self) -> list[Question]:
        return [each for each in self.questions if each.ask is not Ask.MAPPING]

    def _mapping_fields(self, mapping: Question) -> dict[str, forms.Field]:
        titles = mapping.sample[0] if mapping.sample else ()
        meanings, choices = self.guess["columns"], translated_choices(mapping.choices)()
        telling = [
            t
            for place, t in enumerate(titles)
            if place < MOST_SHOWN or meanings.get(t, SKIP) not in (SKIP, OWN)
        ]
        self.names = {title: f"column-{place}" for place, title in enumerate(telling[: 2 * MOST_SHOWN])}
        columns = {
            name: forms.ChoiceField(label=title, choices=choices, initial=meanings.get(title, SKIP))
            for title, name in self.names.items()
        }
        purpose = forms.ChoiceField(
            label=_("What a row is"), choices=translated_choices(PURPOSES), initial=self.guess[PURPOSE]
        )
        return {PURPOSE: purpose, **columns}


def _guess_of(mapping: Question | None) -> dict[str, Any]:
    try:
        found = json.loads(mapping.guess if mapping else "{}")
        return {PURPOSE: str(found.get(PURPOSE, "")), "columns": dict(found.get("columns", {}))}
    except (ValueError, TypeError, AttributeError):
        return {PURPOSE: "", "columns": {}}


def _field_of(question: Question) -> forms.Field:
    facts: dict[str, Any] = {
        "label": gettext(question.title), "help_text": gettext(question.help) if question.help else "",
        "initial": question.guess, "required": not question.is_optional,
    }  # fmt: skip
    if question.ask is Ask.CHOICE:
        return forms.ChoiceField(choices=translated_choices(question.choices), **facts)
    if question.ask is Ask.ZONE:
        return forms.CharField(max_length=64, widget=ZoneInput(), **facts)
    if question.ask is Ask.DATE:
        return forms.CharField(max_length=10, widget=forms.TextInput(attrs={"type": "date"}), **facts)
    return forms.CharField(max_length=LONGEST_TEXT, **facts)
