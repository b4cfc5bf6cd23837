"""Forms about what comes back and who gets nothing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from veche.kit.forms import ActionForm, translated_choices
from veche.kit.terms import N_
from veche.kit.web.mailboxes import NONE, STARTTLS, TLS
from veche.mailing.rules.knocks import KNOCKS

SECURITIES = ((TLS, "TLS"), (STARTTLS, "STARTTLS"), (NONE, N_("not encrypted, on this machine alone")))


class SuppressForm(ActionForm):
    """Addresses that get nothing from now on."""

    addresses = forms.CharField(
        label=_("Addresses"), max_length=1_000_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, or commas between them."),
    )  # fmt: skip
    detail = forms.CharField(label=_("Why"), max_length=300)


class LiftForm(ActionForm):
    """Why an address gets letters again."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class ReturnBoxForm(ActionForm):
    """The mailbox that returned letters are read from."""

    unmarked = ("password",)
    host = forms.CharField(
        label=_("IMAP server"), max_length=200, required=False, help_text=_("Empty: no mailbox is read.")
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=translated_choices(SECURITIES))
    port = forms.CharField(label=_("Port"), max_length=5, required=False)
    login = forms.CharField(label=_("Login"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Password"), max_length=200, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty keeps the one there is."),
    )  # fmt: skip
    folder = forms.CharField(label=_("Folder"), max_length=200, required=False)
    done_folder = forms.CharField(
        label=_("Folder for what was read"), max_length=200, required=False,
        help_text=_("Empty: it is marked as read and stays where it is."),
    )  # fmt: skip

    def told(self) -> dict[str, str]:
        """Answer what was filled in as the action takes it."""
        return {name: str(value or "") for name, value in self.cleaned_data.items()}


class KnockForm(ActionForm):
    """The provider that tells us of letters, and the key it signs with."""

    provider = forms.ChoiceField(
        label=_("Provider"), choices=[(key, knocking.title) for key, knocking in KNOCKS.items()]
    )
    key = forms.CharField(
        label=_("Key that it signs with"), max_length=500, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Unisender Go: the API key. Mailgun: the webhook signing key. SendGrid: the verification"
                    " key. Resend and MailerSend: the signing secret. Postmark, Brevo, Mailjet, SparkPost:"
                    " «user:password» if you set one. Amazon SES needs none."),
    )  # fmt: skip
