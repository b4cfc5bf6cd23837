"""Forms about articles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.inbox.actions.articles import Draft
from veche.inbox.terms.knowledge import LONGEST_SECTION, LONGEST_TITLE, TEXT_LANGUAGES
from veche.kit.forms import ActionForm


class ArticleForm(ActionForm):
    """An article in every language at once; a language left empty keeps what it had."""

    unmarked = tuple(
        f"{name}_{language}" for name in ("title", "body") for language, _title in TEXT_LANGUAGES
    )
    place = forms.IntegerField(
        label=_("Order in the section"), initial=100, min_value=0, max_value=100_000,
        help_text=_("The smaller number stands first."),
    )  # fmt: skip

    def __init__(self, *args: Any, sections: dict[str, list[str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, _title in TEXT_LANGUAGES:
            self._add(language, (sections or {}).get(language, []))

    def _add(self, language: str, sections: list[str]) -> None:
        attrs = {"lang": language, "class": "form-control"}
        self.sections = getattr(self, "sections", {}) | {language: sections}
        self.fields[f"title_{language}"] = forms.CharField(
            label=_("Title"), max_length=LONGEST_TITLE, required=False, widget=forms.TextInput(attrs=attrs)
        )
        self.fields[f"section_{language}"] = forms.CharField(
            label=_("Section"), max_length=LONGEST_SECTION, required=False,
            widget=forms.TextInput(attrs={**attrs, "list": f"sections-{language}", "autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"body_{language}"] = forms.CharField(
            label=_("Text"), required=False, widget=forms.Textarea(attrs={**attrs, "rows": 14}),
            help_text=_("Markdown: **bold**, # heading, - list, [words](address)."),
        )  # fmt: skip

    def parts(self) -> list[dict[str, Any]]:
        """Answer the fields by language, as the page lays them out."""
        return [
            {
                "language": language, "title": title, "sections": self.sections[language],
                "fields": [self[f"{name}_{language}"] for name in ("title", "section", "body")],
            }
            for language, title in TEXT_LANGUAGES
        ]  # fmt: skip

    def drafts(self) -> dict[str, Draft]:
        """Answer what was written, by language."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            language: Draft(*(given.get(f"{name}_{language}") or "" for name in ("title", "body", "section")))
            for language, _title in TEXT_LANGUAGES
        }
