"""Answers, notes and tasks: what colleagues write."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.inbox import actions, queries
from veche.inbox.forms.writing import AnswerForm, FollowUpForm
from veche.inbox.models import Conversation, FollowUp, Note
from veche.inbox.terms import ANSWER_PEOPLE, READ_INBOX
from veche.inbox.views.talking import keep_draft, talk_page
from veche.kit.markup import to_html
from veche.kit.pages import back_to, or_404, page, say, show


@page(ANSWER_PEOPLE, methods=("POST",))
def answer(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Send an answer; what is wrong stands beside it and nothing is lost."""
    found = _conversation(community, conversation)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        with form.showing_refusals():
            made = actions.answer(
                found, given["text"], files=given["files"], reply_to=given["reply_to"],
                user=request.user,  # type: ignore[arg-type]
                in_=community, by=request.actor,
            )  # fmt: skip
            undo = reverse("inbox:answer_withdraw", args=[community.slug, made.pk])
            say(request, gettext("The answer goes out in ten seconds."), undo=undo)
    if form.errors:
        return talk_page(request, community, conversation, form=form)
    return back_to(request, "inbox:conversation_page", community=community.slug, conversation=conversation)


@page(ANSWER_PEOPLE, methods=("POST",))
def answer_preview(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Show how an answer in Markdown reads, before it goes."""
    _conversation(community, conversation)
    text = request.POST.get("text", "")[:20_000]
    return show(request, "inbox/_preview.html", html=to_html(text), is_empty=not text.strip())


@page(ANSWER_PEOPLE, methods=("POST",))
def answer_withdraw(request: HttpRequest, community: Community, answer: int) -> HttpResponse:
    """Take an answer back before it goes; its words stand in the form again."""
    found = or_404(queries.answer_in(community, answer))
    text = actions.withdraw_answer(found, in_=community, by=request.actor)
    if text:
        keep_draft(request, found.conversation_id, text)
        say(request, gettext("It was not sent. You may write on."))
    return redirect("inbox:conversation_page", community.slug, found.conversation_id)


@page(READ_INBOX, methods=("POST",))
def note_write(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Write a note for colleagues."""
    found = _conversation(community, conversation)
    note = actions.write_note(found, request.POST.get("note", ""), in_=community, by=request.actor)
    names = [str(one.user) for one in note.mentions.select_related("user")]
    text = (
        gettext("Noted; {names} will see it.").format(names=", ".join(names)) if names else gettext("Noted.")
    )
    say(request, text, undo=reverse("inbox:note_remove", args=[community.slug, note.pk]))
    return back_to(request, "inbox:conversation_page", community=community.slug, conversation=conversation)


@page(READ_INBOX, methods=("POST",))
def note_remove(request: HttpRequest, community: Community, note: int) -> HttpResponse:
    """Take a note away."""
    found = _note(community, note)
    actions.remove_note(found, in_=community, by=request.actor)
    undo = reverse("inbox:note_restore", args=[community.slug, note])
    say(request, gettext("The note is removed."), undo=undo)
    return back_to(request, "inbox:conversation_page", community.slug, found.conversation_id)


@page(READ_INBOX, methods=("POST",))
def note_restore(request: HttpRequest, community: Community, note: int) -> HttpResponse:
    """Bring a note back."""
    found = _note(community, note)
    actions.restore_note(found, in_=community, by=request.actor)
    return back_to(request, "inbox:conversation_page", community.slug, found.conversation_id)


@page(READ_INBOX)
def follow_up_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what is planned, of everybody or one's own."""
    is_mine = request.GET.get("whose") == "mine"
    found = queries.follow_ups_of(community, request.actor.user_id if is_mine else None)
    return show(request, "inbox/follow_up_list.html", follow_ups=found, is_mine=is_mine)


@page(ANSWER_PEOPLE, methods=("POST",))
def follow_up_add(request: HttpRequest, community: Community, conversation: int) -> HttpResponse:
    """Plan something to do about the person."""
    found = _conversation(community, conversation)
    form = FollowUpForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"text": request.POST.get("text", ""), "due_on": None}
    actions.set_follow_up(
        found, given["text"], given["due_on"], request.user, in_=community, by=request.actor  # type: ignore[arg-type]
    )  # fmt: skip
    say(request, gettext("It is planned."))
    return back_to(request, "inbox:conversation_page", community=community.slug, conversation=conversation)


@page(ANSWER_PEOPLE, methods=("POST",))
def follow_up_finish(request: HttpRequest, community: Community, follow_up: int) -> HttpResponse:
    """Tick a follow-up off."""
    found = _follow_up(community, follow_up)
    actions.finish_follow_up(found, in_=community, by=request.actor)
    undo = reverse("inbox:follow_up_reopen", args=[community.slug, follow_up])
    say(request, gettext("Done: {text}").format(text=found.text), undo=undo)
    return back_to(request, "inbox:follow_up_list", community=community.slug)


@page(ANSWER_PEOPLE, methods=("POST",))
def follow_up_reopen(request: HttpRequest, community: Community, follow_up: int) -> HttpResponse:
    """Bring a follow-up back."""
    actions.reopen_follow_up(_follow_up(community, follow_up), in_=community, by=request.actor)
    return back_to(request, "inbox:follow_up_list", community=community.slug)


def _conversation(community: Community, pk: int) -> Conversation:
    return or_404(queries.conversation_of(community, pk))


def _note(community: Community, pk: int) -> Note:
    return or_404(queries.note_in(community, pk))


def _follow_up(community: Community, pk: int) -> FollowUp:
    return or_404(queries.follow_up_in(community, pk))
