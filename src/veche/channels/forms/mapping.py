"""The form that says by clicking what the fields of a webhook's calls mean."""

from __future__ import annotations

from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.channels.connectors.webhook.mapping import FIELDS, WORDS_OF_KINDS, Mapping, guess_mapping
from veche.channels.connectors.webhook.paths import LONGEST_PATH, lists_in, paths_in
from veche.channels.queries.mapping import MOST_WORDS, Call, item_of, words_at
from veche.kit.forms import ActionForm
from veche.kit.text import clean_name
from veche.ledger.terms import HANDLES, KIND_WORDS

# What may be the same in every call; the others differ, or mean nothing.
ALWAYS = ("kind", "who_kind", "subject", "currency")
# What is known by a number of the other side alone.
OWN_NUMBER = ("row", _("a number or name of the other side"))
ONE, LIST = "one", "list:"


class Row(NamedTuple):
    """A line of the page: one of our fields, where it stands, what it always is."""

    title: str
    place: BoundField
    always: BoundField | None


class MappingForm(ActionForm):
    """A mapping with a choice of places for each of our fields; it is drawn from the mapping it holds."""

    def __init__(self, mapping: Mapping, calls: Sequence[Call]) -> None:
        item = item_of(calls[0].body, mapping.each)
        self.words = _words(mapping, calls)
        self.base_fields = {"each": _each_field(calls[0].body, mapping), "before": _hidden()}
        places = [("", gettext("it is not told")), *_places(item, mapping)]
        for name, title in FIELDS.items():
            label = gettext(title)
            self.base_fields[f"place_{name}"] = _choice(gettext("{field}: where").format(field=label), places)
            if name in ALWAYS:
                self.base_fields[f"always_{name}"] = _always_field(
                    name, gettext("{field}: always").format(field=label)
                )
        meanings = [("", gettext("nothing: leave it out")), *_kinds()]
        for number, word in enumerate(self.words):
            self.base_fields[f"word_{number}"] = _hidden()
            self.base_fields[f"meaning_{number}"] = _choice(word, meanings)
        super().__init__(_data_of(mapping, self.words))

    def rows(self) -> list[Row]:
        """Answer a line for each of our fields."""
        return [
            Row(gettext(title), self[f"place_{name}"], self[f"always_{name}"] if name in ALWAYS else None)
            for name, title in FIELDS.items()
        ]

    def meanings(self) -> list[tuple[BoundField, BoundField]]:
        """Answer the words of the outside for what people do, each with what it means."""
        return [(self[f"word_{number}"], self[f"meaning_{number}"]) for number in range(len(self.words))]


def mapping_told(told: Named[str, Any], calls: Sequence[Call], kept: Mapping) -> Mapping:
    """Read what was chosen. Where another list was chosen, places are guessed anew: the old ones are gone."""
    body = calls[0].body
    each = _each_told(str(told.get("each", "")), body, kept)
    item = item_of(body, each)
    if told.get("before") != _each_word(each):
        return replace(guess_mapping(item), each=each)
    known = {path for path, _title in _places(item, kept)}
    place = {name: path for name in FIELDS if (path := str(told.get(f"place_{name}", ""))) in known and path}
    fixed = {
        name: value
        for name in ALWAYS
        if name not in place and (value := clean_name(str(told.get(f"always_{name}", "")), 100))
    }
    found = Mapping(place, fixed, {}, each)
    # A word that was kept before stays, although no call of late has it.
    is_same = place.get("kind") == kept.place.get("kind")
    words = _words(replace(found, kinds=kept.kinds if is_same else {}), calls)
    return replace(found, kinds=_kinds_told(told, words))


def _kinds_told(told: Named[str, Any], words: Sequence[str]) -> dict[str, str]:
    """Answer what words mean: as was chosen, or the likeliest where nothing was asked yet."""
    chosen = {
        str(told[f"word_{number}"]): str(told.get(f"meaning_{number}", ""))
        for number in range(MOST_WORDS)
        if f"word_{number}" in told
    }
    meant = {word: chosen.get(word, WORDS_OF_KINDS.get(word.lower(), "")) for word in words}
    return {word: meaning for word, meaning in meant.items() if meaning in KIND_WORDS}


def _words(mapping: Mapping, calls: Sequence[Call]) -> list[str]:
    path = mapping.place.get("kind")
    if not path:
        return []
    return list(dict.fromkeys([*words_at(calls, mapping.each, path), *mapping.kinds]))[:MOST_WORDS]


def _places(item: Any, mapping: Mapping) -> list[tuple[str, str]]:
    """Answer the places of an example with what stands there; and those that it lacks."""
    found = {one.path: f"{one.path} = {one.sample[:40]}" for one in paths_in(item)}
    for path in mapping.place.values():
        if len(path) <= LONGEST_PATH:
            found.setdefault(path, gettext("{path} (not in this call)").format(path=path))
    return list(found.items())


def _each_field(body: Any, mapping: Mapping) -> forms.Field:
    choices = [(ONE, gettext("The whole call tells of one thing"))]
    for path in dict.fromkeys([*lists_in(body), *([mapping.each] if mapping.each is not None else [])]):
        title = gettext("Each item of the list {path}").format(path=path) if path else ""
        choices.append((LIST + path, title or gettext("The call is a list: each of its items")))
    return forms.ChoiceField(label=_("What one thing is read from"), choices=choices, required=False)


def _each_told(word: str, body: Any, kept: Mapping) -> str | None:
    known = {*lists_in(body), *([kept.each] if kept.each is not None else [])}
    path = word.removeprefix(LIST)
    return path if word.startswith(LIST) and path in known else None


def _each_word(each: str | None) -> str:
    return ONE if each is None else LIST + each


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.Field:
    widget = forms.Select(attrs={"aria-label": label})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _hidden() -> forms.Field:
    return forms.CharField(required=False, widget=forms.HiddenInput)


def _always_field(name: str, label: str) -> forms.Field:
    if name == "kind":
        return _choice(label, [("", gettext("or always…")), *_kinds()])
    if name == "who_kind":
        handles = [
            (word, gettext(form.title)) for word, form in HANDLES.items() if word not in ("row", "named")
        ]
        return _choice(label, [("", gettext("or always…")), (OWN_NUMBER[0], str(OWN_NUMBER[1])), *handles])
    attrs = {
        "aria-label": label,
        "maxlength": 3 if name == "currency" else 100,
        "placeholder": gettext("or always…"),
    }
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=attrs))


def _kinds() -> list[tuple[str, str]]:
    return [(word, gettext(kind.title)) for word, kind in KIND_WORDS.items()]


def _data_of(mapping: Mapping, words: Sequence[str]) -> dict[str, str]:
    """Answer the form's own data: what was chosen, cleaned of what there is not."""
    told = {"each": _each_word(mapping.each), "before": _each_word(mapping.each)}
    told |= {f"place_{name}": path for name, path in mapping.place.items()}
    told |= {f"always_{name}": value for name, value in mapping.fixed.items()}
    for number, word in enumerate(words):
        told |= {f"word_{number}": word, f"meaning_{number}": mapping.kinds.get(word, "")}
    return told
