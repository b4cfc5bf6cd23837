"""Providers with an interface of their own, by django-anymail over the guarded door.

Letters go one a question, never in the provider's own batches: what is said and not answered is then one
letter, not five hundred. Amazon SES is used by its SMTP server, which needs no library of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.message import EmailMessage as Parsed
from email.policy import default
from typing import TYPE_CHECKING, Any, cast

from veche.kit.smtp import Fate, Notes, Outcome, Parcel, Reply, Stage
from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.web import BrokenOff
from veche.kit.web.making import web_for
from veche.mailing.models import Sender
from veche.mailing.queries.sending import access_of
from veche.mailing.terms.senders import PROVIDERS

if TYPE_CHECKING:
    from anymail.message import AnymailMessage

UNKNOWN = N_("This version of Veche does not know this provider.")
TOO_MANY, AWAY = 429, 500
# What our sealed settings call «token», the library calls by many names.
_TOKENS = {"postmark": "server_token", "mailersend": "api_token"}
_HEADERS = (
    "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Help", "List-Post", "List-Subscribe",
    "List-Archive", "Feedback-ID", "Precedence",
)  # fmt: skip
_TOKEN = re.compile(r"/l/[A-Za-z0-9_-]{24}/")
_STATES = {
    "sent": Fate.SENT, "queued": Fate.SENT, "invalid": Fate.REFUSED, "rejected": Fate.REFUSED,
    "failed": Fate.LATER,
}  # fmt: skip


class ProviderWay:
    """A provider's interface; `is_open` until it is away."""

    eight_bit = True

    def __init__(self, sender: Sender) -> None:
        self.is_open, self._has_taken = True, False
        self._backend = backend_of(sender)
        self._backend.open()

    def carry(self, parcels: Iterable[Parcel], notes: Notes) -> Iterator[Outcome]:
        """Hand letters over, one a question; refuses to go on where it does not let us in."""
        for parcel in parcels:
            notes.said(parcel.key)
            outcome = self._hand_over(parcel)
            self._has_taken = self._has_taken or outcome.fate == Fate.SENT
            notes.answered(outcome)
            yield outcome
            if not self.is_open:
                return

    def close(self) -> None:
        """Hang up."""
        self.is_open = False
        self._backend.close()

    def _hand_over(self, parcel: Parcel) -> Outcome:
        from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused

        message = message_of(parcel)
        try:
            self._backend.send_messages([message])
        except BrokenOff as error:
            self.is_open = False
            return Outcome(parcel.key, Fate.DOUBTFUL, Reply(0, str(error)), Stage.API)
        except Trouble as error:
            self.is_open = False
            return Outcome(parcel.key, Fate.UNSAID, Reply(0, str(error)), Stage.LINE)
        except AnymailRecipientsRefused as error:
            return Outcome(parcel.key, Fate.REFUSED, Reply(550, _short(error)), Stage.RCPT)
        except AnymailAPIError as error:
            return self._faulted(parcel, error)
        except AnymailError as error:
            return Outcome(parcel.key, Fate.REFUSED, Reply(554, _short(error)), Stage.DATA)
        return _told(parcel, message)

    def _faulted(self, parcel: Parcel, error: Any) -> Outcome:
        code = int(getattr(error, "status_code", 0) or 0)
        if code in (401, 403):
            # It is about us: the circuit stops the sender, nobody's address is at fault.
            return Outcome(parcel.key, Fate.REFUSED, Reply(530, _short(error)), Stage.MAIL)
        if code == TOO_MANY or code >= AWAY:
            return Outcome(parcel.key, Fate.LATER, Reply(450, _short(error)), Stage.MAIL)
        if not code:
            return Outcome(parcel.key, Fate.DOUBTFUL, Reply(0, _short(error)), Stage.API)
        # A sender that is not confirmed there looks like an address that is none: the first letters tell.
        stage = Stage.DATA if self._has_taken else Stage.MAIL
        return Outcome(parcel.key, Fate.REFUSED, Reply(554, _short(error)), stage)


def backend_of(sender: Sender) -> Any:
    """Answer the library's backend of a sender, its questions carried by the door."""
    from importlib import import_module

    if sender.provider not in PROVIDERS:
        raise Refusal(Reason(UNKNOWN, field="provider"))
    told = access_of(sender)
    kind: Any = import_module(f"anymail.backends.{sender.provider}").EmailBackend
    web = web_for()

    class Backend(kind):  # type: ignore[misc]
        def create_session(self) -> Any:
            return web.requests_session()

    from anymail.exceptions import AnymailConfigurationError

    options: dict[str, Any] = {
        _TOKENS.get(sender.provider, "api_key"): told.get("token", ""), "ignore_unsupported_features": True,
    }  # fmt: skip
    if told.get("address"):
        options["api_url"] = told["address"]
    if sender.provider == "mailgun":
        options["sender_domain"] = sender.address.rpartition("@")[2]
    if sender.provider == "mailjet":
        options["secret_key"] = told.get("password", "")
    try:
        return Backend(**options)
    except AnymailConfigurationError as error:  # said to whoever keeps the sender, not to a log
        raise Refusal(Reason("{said}", values={"said": _short(error)})) from error


def message_of(parcel: Parcel) -> AnymailMessage:
    """Answer a filled letter as the library wants it; what follows opens and clicks is ours, not theirs."""
    from anymail.message import AnymailMessage

    found = cast(Parsed, message_from_bytes(parcel.data, policy=default))
    plain, html = found.get_body(("plain",)), found.get_body(("html",))
    message = AnymailMessage(
        str(found["Subject"]), plain.get_content() if plain else "", str(found["From"]), [str(found["To"])],
        reply_to=[str(found["Reply-To"])] if found["Reply-To"] else None,
        headers={name: str(found[name]) for name in _HEADERS if found[name]},
    )  # fmt: skip
    if html is not None:
        message.attach_alternative(html.get_content(), "text/html")
    message.track_opens = message.track_clicks = False
    if named := _TOKEN.search(str(found["List-Unsubscribe"] or "")):
        # What its webhooks give back: so they are about this letter, and not the last one to the address.
        message.metadata = {"letter": named[0]}
    return message


def _told(parcel: Parcel, message: AnymailMessage) -> Outcome:
    states: Any = message.anymail_status.recipients
    state = next(iter(states.values()), None)
    fate = _STATES.get(state.status if state else "", Fate.SENT)
    name = str(state.message_id or "") if state else ""
    if fate == Fate.SENT:
        return Outcome(parcel.key, fate, Reply(250, name), Stage.API)
    return Outcome(parcel.key, fate, Reply(550 if fate == Fate.REFUSED else 450, state.status), Stage.RCPT)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
