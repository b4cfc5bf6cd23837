"""The form that connects an outside: a field for each of its connector's settings."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.channels.models import Connection
from veche.channels.terms.live import Live, Setting, Way
from veche.kit.forms import ActionForm, translated_choices

WAYS = {
    Way.LISTEN: _("We ask for news: works everywhere, on a laptop too"),
    Way.HOOK: _("The service knocks at our address: it must be reachable from the Internet"),
}
_KEPT = _("Kept as it is; fill in only to change it.")


class ConnectionForm(ActionForm):
    """What a connector needs; secrets are never shown, and left empty they stay what they were."""

    def __init__(
        self, data: Any = None, *, live: Live | None, connection: Connection | None = None, **kwargs: Any
    ) -> None:
        assert live is not None
        self.live, self.connection = live, connection
        self.base_fields = {"title": _title_of(connection)}
        self.base_fields |= {one.key: _field_of(one, connection) for one in live.settings}
        if len(live.ways) > 1:
            self.base_fields["way"] = forms.ChoiceField(
                label=_("How we hear of news"), choices=[(way.value, WAYS[way]) for way in live.ways],
                initial=connection.way if connection else live.ways[0].value, required=False,
            )  # fmt: skip
        super().__init__(data, **kwargs)

    def filled(self) -> dict[str, str]:
        """Answer what was filled in, by the settings' keys, and the title."""
        return {key: str(self.cleaned_data.get(key) or "") for key in self.base_fields if key != "way"}

    def way(self) -> str:
        """Answer how news are heard, or nothing where there is one way only."""
        return str(self.cleaned_data.get("way") or "")

    def plain_fields(self) -> list[BoundField]:
        """Answer the fields that must be filled in."""
        return [self[one.key] for one in self.live.settings if not one.is_optional]

    def further_fields(self) -> list[BoundField]:
        """Answer the fields that most leave as they are."""
        more = [self[one.key] for one in self.live.settings if one.is_optional]
        return [self["title"], *more, *([self["way"]] if "way" in self.base_fields else [])]


def _title_of(connection: Connection | None) -> forms.Field:
    return forms.CharField(
        label=_("Title"), max_length=200, required=False, initial=connection.title if connection else "",
        help_text=_("What your team calls this connection."),
    )  # fmt: skip


def _field_of(setting: Setting, connection: Connection | None) -> forms.Field:
    held = connection is not None and setting.is_secret
    value = (connection.settings.get(setting.key, "") if connection else setting.guess) or ""
    facts: dict[str, Any] = {
        "label": gettext(setting.title), "required": not (setting.is_optional or held),
        "help_text": _KEPT if held else (gettext(setting.help) if setting.help else ""),
    }  # fmt: skip
    if setting.choices:
        return forms.ChoiceField(choices=translated_choices(setting.choices), initial=value, **facts)
    if setting.is_secret:
        widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        return forms.CharField(max_length=20_000, widget=widget, **facts)
    if setting.is_long:
        return forms.CharField(
            max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}), initial=value, **facts
        )
    return forms.CharField(max_length=20_000, initial=value, **facts)
