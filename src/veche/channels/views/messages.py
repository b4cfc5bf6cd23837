"""Messages that wait for a person: those that failed, and those that may have gone or not."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from veche.channels import actions, queries
from veche.channels.models import Outgoing
from veche.channels.terms import SEND_MESSAGES
from veche.core.models import Community
from veche.kit.pages import back_to, page, say, show

FEW = 30


@page(SEND_MESSAGES)
def message_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the messages that failed or are doubtful, the latest first."""
    shown = Paginator(queries.unsettled_messages(community), FEW).get_page(request.GET.get("page"))
    return show(request, "channels/live/message_list.html", messages_out=shown, page_obj=shown)


@page(SEND_MESSAGES, methods=("POST",))
def message_retry(request: HttpRequest, community: Community, message: int) -> HttpResponse:
    """Send a message once more."""
    return _then(request, community, message, actions.retry_message, gettext("It goes out again."))


@page(SEND_MESSAGES, methods=("POST",))
def message_withdraw(request: HttpRequest, community: Community, message: int) -> HttpResponse:
    """Take a message back before it goes."""
    return _then(request, community, message, actions.withdraw_message, gettext("It was not sent."))


@page(SEND_MESSAGES, methods=("POST",))
def message_settle(request: HttpRequest, community: Community, message: int) -> HttpResponse:
    """Say whether a doubtful message was heard."""
    was_sent = request.POST.get("was_sent") == "yes"
    text = gettext("It counts as sent.") if was_sent else gettext("It counts as not sent.")
    return _then(request, community, message, actions.settle_message, text, was_sent=was_sent)


def _then(
    request: HttpRequest, community: Community, pk: int, action: Any, text: str, **more: Any
) -> HttpResponse:
    found: Outgoing | None = queries.message_of(community, pk)
    if found is None:
        raise Http404
    action(found, by=request.actor, **more)
    say(request, text)
    return back_to(request, "channels:message_list", community.slug)
