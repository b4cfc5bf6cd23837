"""The forms of letters to many: an invitation, and a word to guests."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veche.events import queries
from veche.events.models import Event, Question, TicketType
from veche.events.queries.guests import counts_of
from veche.events.terms import GUEST_TITLES, GuestState
from veche.events.terms.inviting import EXPECTING, PLACES, USUAL_CAP, WAYS_TITLES, Ways, Whom
from veche.kit.forms import ActionForm, translated_choices
from veche.people.queries import segments_of

EVERYBODY = "everybody"
WAYS = [(one.value, title) for one, title in WAYS_TITLES.items()]
MOST_TIMES = 50


class LetterForm(ActionForm):
    """What is written, and by which way it goes."""

    ways = forms.ChoiceField(label=_("Which way it goes"), choices=translated_choices(WAYS))
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Text"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 10})
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    unmarked = ("subject", "text")

    def __init__(self, *args: Any, event: Event, ready: str = "", **kwargs: Any) -> None:
        initial: dict[str, Any] = {"ways": Ways.MAIL_FIRST, "key": token_urlsafe(16)}
        if ready:
            letter = queries.ready_letter(event, ready)
            initial |= {"subject": letter.subject, "text": letter.body}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.event = event
        told = ", ".join(f"{{{key}}}: {gettext(title)}" for key, title in PLACES.items())
        self.fields["text"].help_text = gettext("Places that are filled for each: {places}.").format(
            places=told
        )
        self.has_chats = bool(queries.channels_to_chat(event.community))
        if not self.has_chats:
            self.fields["ways"].help_text = gettext(
                "No chat is connected in which people can be written to alone: all goes by mail."
            )

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field what may be chosen in it."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class InvitationForm(LetterForm):
    """Whom to invite, how often at most, and with which words."""

    who = forms.ChoiceField(label=_("Whom to invite"))
    only_consented = forms.BooleanField(
        label=_("Only those who said that letters are welcome"), required=False,
        help_text=_("Whoever took that back or wants no invitations never gets one."),
    )  # fmt: skip
    cap = forms.IntegerField(
        label=_("Nobody who got so many invitations in 30 days"), min_value=1, max_value=MOST_TIMES
    )
    field_order = ("who", "only_consented", "cap", "ways", "subject", "text", "key")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {"cap": USUAL_CAP, "who": EVERYBODY} | (kwargs.get("initial") or {})
        super().__init__(*args, event=event, ready="invitation", **kwargs)
        segments = [(f"segment-{one.pk}", one.title) for one in segments_of(event.community)]
        events, series = queries.events_to_ask(event)
        groups: list[Any] = [(EVERYBODY, gettext("all members"))]
        groups += [(gettext("Segments"), segments)] if segments else []
        if series:
            groups.append(
                (gettext("Guests of a series"), [(f"series-{one.pk}", one.title) for one in series])
            )
        if events:
            told = [(f"event-{one.pk}", f"{one.title}, {one.starts_at:%d.%m.%Y}") for one in events]
            groups.append((gettext("Guests of an earlier event"), told))
        self.choose("who", groups)

    def whom(self) -> Whom:
        """Answer whom it is for as the action takes it."""
        told = self.cleaned_data
        kind, _dash, number = told["who"].partition("-")
        chosen = {kind: int(number)} if number else {}
        return Whom(**chosen, ways=Ways(told["ways"]), only_consented=told["only_consented"], cap=told["cap"])

    def told(self) -> str:
        """Answer whom it is for in words."""
        found: dict[str, str] = {}
        for value, title in self.fields["who"].choices:  # type: ignore[attr-defined]
            found |= dict(title) if isinstance(title, list) else {value: title}
        return str(found.get(self.cleaned_data["who"], ""))


class MessageForm(LetterForm):
    """Which guests to write to, and what."""

    states = forms.MultipleChoiceField(
        label=_("Guests who are"), required=False, widget=forms.CheckboxSelectMultiple
    )
    ticket = forms.ChoiceField(label=_("With the ticket"), required=False)
    question = forms.ChoiceField(label=_("Who answered the question"), required=False)
    answer = forms.CharField(label=_("With an answer that contains"), required=False, max_length=100)
    field_order = ("states", "ticket", "question", "answer", "ways", "subject", "text", "key")
    unmarked = ("subject", "text", "states", "ticket", "question", "answer")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {"states": [GuestState.GOING]} | (kwargs.get("initial") or {})
        super().__init__(*args, event=event, **kwargs)
        counts = {state: count for state, _title, count, _seats in counts_of(event)}
        self.choose("states", [
            (state.value, f"{gettext(title)} · {counts.get(state, 0)}")
            for state, title in GUEST_TITLES.items()
            if counts.get(state) or state is GuestState.GOING
        ])  # fmt: skip
        anything = [("", gettext("any"))]
        tickets = TicketType.objects.filter(event=event, removed_at=None).order_by("place", "pk")
        asked = Question.objects.filter(event=event).order_by("place", "pk")
        self.choose("ticket", anything + [(str(one.pk), one.title) for one in tickets])
        self.choose("question", anything + [(str(one.pk), one.text) for one in asked])
        for name in ("ticket", "question"):
            if len(self.fields[name].choices) == 1:  # type: ignore[attr-defined]
                del self.fields[name]
        if "question" not in self.fields:
            del self.fields["answer"]

    def whom(self) -> Whom:
        """Answer whom it is for as the action takes it."""
        told = self.cleaned_data
        return Whom(
            states=tuple(told["states"] or [one.value for one in EXPECTING]),
            ticket=int(told.get("ticket") or 0), question=int(told.get("question") or 0),
            answer=told.get("answer", ""), ways=Ways(told["ways"]),
        )  # fmt: skip

    def told(self) -> str:
        """Answer whom it is for in words."""
        told = self.cleaned_data
        parts = [gettext(GUEST_TITLES[GuestState(state)]) for state in told["states"]]
        for name in ("ticket", "question"):
            if told.get(name):
                parts.append(dict(self.fields[name].choices)[told[name]])  # type: ignore[attr-defined]
        if told.get("answer"):
            parts.append(f"«{told['answer']}»")
        return ", ".join(parts)
