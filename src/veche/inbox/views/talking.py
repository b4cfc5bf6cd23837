"""A conversation's page: what was said across channels, what is written for colleagues, who it is with."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from veche.core.models import Community
from veche.core.queries import allows
from veche.inbox import actions, queries
from veche.inbox.forms.writing import AnswerForm, FollowUpForm
from veche.inbox.rules.linked import first_link
from veche.inbox.terms import ANSWER_PEOPLE, PRIORITY_TITLES, READ_INBOX, WHY_TEXTS, WRITE_KNOWLEDGE
from veche.inbox.views.listing import list_data
from veche.inbox.views.telling import deed_text
from veche.kit.pages import is_htmx, or_404, page, show
from veche.kit.text import number_of
from veche.ledger.queries import lines_around
from veche.people.queries import photo_url, profile_of, stood_of
from veche.people.terms import READ_PEOPLE


@page(READ_INBOX)
def conversation_page(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Show a conversation between the list and the person."""
    return talk_page(request, community, conversation)


def talk_page(
    request: HttpRequest, community: Community, conversation: int, *, form: AnswerForm | None = None
) -> HttpResponse:
    """Show a conversation, with what was written into its form so far."""
    shown = _shown(request, community, conversation)
    merged = shown.conversation.merged_into_id
    if merged:
        return redirect("inbox:conversation_page", community.slug, merged)
    speaks, attaches = queries.reach_of(shown.conversation.channel)
    return show(
        request, "inbox/conversation_page.html", status=422 if form and form.errors else 200,
        answer_form=form or AnswerForm(initial={"text": request.session.pop(_draft(conversation), "")}),
        follow_up_form=FollowUpForm(auto_id="follow_%s"), speaks=speaks, attaches=attaches, is_first=True,
        **(list_data(request, community, conversation) | _talk(request, community, shown)),
    )  # fmt: skip


@page(READ_INBOX, methods=("POST",))
def conversation_watch(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Note who looks or answers; answer what is new in the conversation, or nothing."""
    found = or_404(queries.conversation_of(community, conversation))
    answering = request.POST.get("doing") == "answering"
    actions.note_watching(found, is_answering=answering, in_=community, by=request.actor)
    version = queries.version_of(community, conversation, request.actor.user_id)
    if version == request.GET.get("version"):
        return HttpResponse(status=204)
    actions.see_mentions(found, in_=community, by=request.actor)
    shown = _shown(request, community, conversation)
    return show(request, "inbox/_talk.html", **_talk(request, community, shown))


def _shown(request: HttpRequest, community: Community, conversation: int) -> queries.Shown:
    earlier = number_of(request.GET.get("before", "")) or 0
    return or_404(queries.conversation_shown(community, conversation, request.actor.user_id, before=earlier))


def _talk(request: HttpRequest, community: Community, shown: queries.Shown) -> dict[str, Any]:
    """Answer what the middle column shows."""
    for entry in shown.entries:
        if entry.kind == "done":
            entry.words = deed_text(entry.channel, entry.words)
    _put_cards(community, shown)
    sent = queries.outgoing_by_key(community, (key for _, key in shown.sent))
    pending = [(pk, sent[key]) for pk, key in shown.sent if key in sent and sent[key].state != "sent"]
    return {
        "shown": shown, "conversation": shown.conversation, "pending": pending,
        # What is on its way changes without the conversation knowing of it.
        "talk_version": "" if pending else shown.version,
        "whys": [(WHY_TEXTS[why][0], WHY_TEXTS[why][1]) for why in shown.conversation.reasons],
        "priority": PRIORITY_TITLES.get(shown.conversation.priority),  # type: ignore[call-overload]
        "may_answer": allows(request.actor, ANSWER_PEOPLE, community),
        "may_write": allows(request.actor, WRITE_KNOWLEDGE, community),
    }  # fmt: skip


def _put_cards(community: Community, shown: queries.Shown) -> None:
    """Put what pages say of themselves below the messages that mention them."""
    links = {entry.pk: first_link(entry.words) for entry in shown.entries if entry.kind == "said"}
    cards = queries.cards_of(community, links.values())
    for entry in shown.entries:
        if entry.kind == "said":
            entry.card = cards.get(links[entry.pk])


@page(READ_INBOX)
def card_picture(request: HttpRequest, community: Community, card: int) -> HttpResponse:  # noqa: ARG001 - every view's first
    """Serve the picture of a page as it was drawn anew."""
    found = queries.card_of(community, card)
    if found is None or not found.picture:
        raise Http404
    response = HttpResponse(bytes(found.picture), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=604800, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(READ_INBOX)
def conversation_person(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Answer the right column: who it is, where they stand, their other conversations."""
    row = or_404(queries.row_shown(community, conversation))
    stood = stood_of(community, row.person) if row.person else None
    data: dict[str, Any] = {"row": row, "conversation": row.conversation}
    if stood and allows(request.actor, READ_PEOPLE, community):
        profile = profile_of(community, *stood)
        data |= {"profile": profile, "tags": queries.tags_of_person(community, stood[0])}
        data["photo_url"] = photo_url(community, stood[0])
        data["others"] = queries.others_of(community, row.conversation, profile.identities)
    template = "inbox/_person.html" if is_htmx(request) else "inbox/person_page.html"
    return show(request, template, **data)


@page(READ_INBOX)
def conversation_around(
    request: HttpRequest, community: Community, conversation: int, interaction: int
) -> HttpResponse:
    """Answer what was said around a message in its channel."""
    if queries.items_among(community, [interaction]).get(interaction) != conversation:
        raise Http404
    said = or_404(queries.interaction_in(community, interaction))
    lines = lines_around(community, said, count=6)
    template = "inbox/_around.html" if is_htmx(request) else "inbox/around_page.html"
    return show(request, template, lines=lines, said=said, conversation_id=conversation)


def _draft(conversation: int) -> str:
    return f"inbox.draft.{conversation}"


def keep_draft(request: HttpRequest, conversation: int, text: str) -> None:
    """Keep words of an answer that was taken back, for the form they are written on in."""
    request.session[_draft(conversation)] = text
