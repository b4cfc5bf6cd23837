"""Two who write one letter at once: whoever is late is told, and chooses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from veche.kit.pages import framing, is_htmx, show
from veche.mailing.actions.writing import new_key
from veche.mailing.forms.editing import Posted, as_written, head_of_written, standing_of
from veche.mailing.models import Letter
from veche.mailing.rules.writing.differing import changes_between
from veche.mailing.rules.writing.meeting import changed_since, met
from veche.mailing.terms.desk import Written
from veche.mailing.views.editing.shown import editor_of, frame_of
from veche.mailing.views.finding import found_letter
from veche.mailing.views.versions import shown_changes


def settled(letter: Letter, posted: Posted) -> tuple[Written, int]:
    """Answer what is to be saved, over which version, after what the late one chose."""
    if posted.act == "mine":
        return posted.written, letter.version
    if posted.act == "merge":
        mine = (head_of_written(posted.written), list(posted.written.content.get("blocks", [])))
        head, blocks = met(posted.marks, mine, standing_of(letter), new_key)
        return as_written(head, blocks), letter.version
    return posted.written, posted.version


def late_answer(request: HttpRequest, letter: Letter, posted: Posted) -> HttpResponse:
    """Answer that somebody was quicker: who, what they changed, and the three ways out; nothing is saved."""
    now = found_letter(letter.community, letter.pk)
    theirs = standing_of(now)
    mine = (head_of_written(posted.written), list(posted.written.content.get("blocks", [])))
    last = now.versions.order_by("-number").first()
    facts = {
        "letter": now, "version": posted.version, "marks": posted.marks, "last": last,
        "their_parts": len(changed_since(posted.marks, *theirs)),
        "changes": shown_changes(changes_between(mine, theirs)),
    }  # fmt: skip
    if is_htmx(request):
        response = show(request, "mailing/writing/_late.html", **facts)
        response["HX-Retarget"], response["HX-Reswap"] = "#late", "outerHTML"
        return response
    data = editor_of(now, posted.written)
    shown = {**frame_of(request, now, "edit"), **data, **facts, "is_late": True}
    return framing(show(request, "mailing/writing/edit.html", status=409, **shown))
