"""Forms of senders: how they are reached, what they allow, what they sign with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.kit.dkim import ED25519, RSA
from veche.kit.forms import ActionForm
from veche.kit.time import as_datetime, now
from veche.mailing.models import Sender
from veche.mailing.queries.sending import access_of
from veche.mailing.rules.senders import domain_limits
from veche.mailing.terms import SenderKind
from veche.mailing.terms.senders import PROVIDERS

_KEPT = _("Kept as it is; fill in only to change it.")
_SECURITY = (
    ("starttls", _("STARTTLS (port 587)")), ("tls", _("TLS (port 465)")),
    ("none", _("none: only for a server on this machine")),
)  # fmt: skip
_SERVER = ("host", "port", "security", "login")
_PROVIDER = ("provider", "token", "interface", "second_key")
_LIMITS = ("per_second", "per_hour", "per_day")


class SenderForm(ActionForm):
    """A way out: who writes, by which server or provider, how fast."""

    title = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What your team calls this way out.")
    )
    address = forms.CharField(
        label=_("Letters come from"), max_length=254, help_text=_("An address of a domain that is yours.")
    )
    from_name = forms.CharField(label=_("Sender's name"), max_length=100, required=False)
    host = forms.CharField(label=_("Outgoing server (SMTP)"), max_length=253, required=False)
    port = forms.CharField(
        label=_("Port"), max_length=5, required=False, help_text=_("Leave it empty for the usual one.")
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=_SECURITY, required=False)
    login = forms.CharField(label=_("Login"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password"), max_length=500, required=False, widget=forms.PasswordInput(render_value=False)
    )
    provider = forms.ChoiceField(label=_("Provider"), choices=tuple(PROVIDERS.items()), required=False)
    token = forms.CharField(
        label=_("Key of the provider's interface"), max_length=500, required=False,
        widget=forms.PasswordInput(render_value=False),
    )  # fmt: skip
    interface = forms.CharField(
        label=_("Address of the provider's interface"), max_length=200, required=False,
        help_text=_("Unisender Go: as your account shows it, such as "
                    "https://go1.unisender.ru/ru/transactional/api/v1. Mailgun in Europe: "
                    "https://api.eu.mailgun.net/v3. With the others leave it empty."),
    )  # fmt: skip
    second_key = forms.CharField(
        label=_("Second key"), max_length=500, required=False, help_text=_("Mailjet alone: the secret key."),
        widget=forms.PasswordInput(render_value=False),
    )  # fmt: skip
    share = forms.IntegerField(
        label=_("Share"), min_value=1, max_value=100, initial=1,
        help_text=_("Of letters that leave by several ways: how many parts go this way."),
    )  # fmt: skip
    lanes = forms.IntegerField(
        label=_("Lines at once"), min_value=1, max_value=8, initial=1,
        help_text=_("Each may leave one letter in doubt if the machine breaks off."),
    )  # fmt: skip
    per_second = forms.IntegerField(label=_("At most a second"), min_value=1, required=False)
    per_hour = forms.IntegerField(label=_("At most an hour"), min_value=1, required=False)
    per_day = forms.IntegerField(label=_("At most a day"), min_value=1, required=False)
    domain_limits = forms.CharField(
        label=_("Limits of receiving domains"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line each, letters a minute: mail.ru 300"),
    )  # fmt: skip
    warms = forms.BooleanField(
        label=_("A new server: begin with 50 letters on the first day and send more each day"), required=False
    )
    return_domain = forms.CharField(
        label=_("Domain that returned letters go to"), max_length=200, required=False,
        help_text=_("Leave it empty to have them come back to the sender's address."),
    )  # fmt: skip

    def __init__(self, kind: str, sender: Sender | None, data: Any = None) -> None:
        self.kind, self.sender = kind, sender
        super().__init__(data, initial=_initial(sender) if sender else None)
        server = (*_SERVER, "password", "return_domain")
        other = {SenderKind.SMTP.value: _PROVIDER, SenderKind.PROVIDER.value: server}
        hidden = other.get(kind, (*_PROVIDER, *server))
        for name in hidden:
            self.fields.pop(name)
        if kind == SenderKind.PROVIDER:
            self.fields["provider"].required, self.fields["token"].required = True, sender is None
        for name in ("password", "token", "second_key"):
            if sender and name in self.fields:
                self.fields[name].help_text = _KEPT

    def told(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Answer the fields of the sender and what its settings are; refuses limits that are none."""
        found = self.cleaned_data
        fields: dict[str, Any] = {
            name: found[name] for name in ("title", "address", "from_name", "share", "lanes")
        }
        fields["return_domain"] = found.get("return_domain", "")
        fields |= {name: found[name] for name in _LIMITS}
        fields["kind"], fields["provider"] = self.kind, found.get("provider", "")
        fields["domain_limits"] = domain_limits(found["domain_limits"])
        warms = self.sender.warms_since if self.sender else None
        fields["warms_since"] = (warms or as_datetime(now())) if found["warms"] else None
        told = {name: str(found.get(name) or "").strip() for name in (*_SERVER, "password", "token")}
        if self.kind == SenderKind.PROVIDER:
            told |= {"address": found["interface"].strip(), "password": found["second_key"].strip()}
        return fields, told


class KeyForm(ActionForm):
    """A new key to sign letters with."""

    dkim_selector = forms.CharField(label=_("Selector"), max_length=60, initial="veche")
    kind = forms.ChoiceField(
        label=_("Kind of key"),
        choices=((RSA, _("RSA, 2048 bits: every server knows it")), (ED25519, "Ed25519")),
    )


def _initial(sender: Sender) -> dict[str, Any]:
    told = access_of(sender)
    limits = "\n".join(f"{domain} {most}" for domain, most in sender.domain_limits.items())
    plain = ("title", "address", "from_name", "provider", "share", "lanes", "return_domain", *_LIMITS)
    return {
        **{name: getattr(sender, name) for name in plain},
        **{name: told.get(name, "") for name in _SERVER}, "interface": told.get("address", ""),
        "domain_limits": limits, "warms": sender.warms_since is not None,
    }  # fmt: skip
