"""A reader's own pages, by the links in their letters: no account, and nothing changes by looking."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.kit.limits import network_of
from veche.kit.pages import or_404, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions, queries
from veche.mailing.terms import FREQUENCY_TITLES, Choice, Frequency, Reader, Said, Way
from veche.portal.views.visiting import language_of, visitor_of

LONGEST_AGENT = 200


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def letter_end(request: HttpRequest, token: str) -> HttpResponse:
    """Take somebody's word that they want no more of a newsletter, or that they do again.

    What is merely looked at, or fetched ahead by a mail program, changes nothing. A mail program's own
    button posts `List-Unsubscribe=One-Click` (RFC 8058) and wants no page.
    """
    reader, community = _reader_by(token)
    known = {"in_": community, "by": visitor_of(request)}
    # Whoever got a letter may say no to it, also where its newsletter was removed meanwhile.
    newsletter = or_404(queries.newsletter_of(community, reader.newsletter))
    with translation.override(language_of(request, newsletter.language)):
        if request.method == "POST":
            if "List-Unsubscribe" in request.POST:
                actions.end_subscription(reader, said_by(request, Way.ONE_CLICK), **known)
                return HttpResponse(status=204)
            wants_again = request.POST.get("act") == "again"
            act = actions.resume_subscription if wants_again else actions.end_subscription
            act(reader, said_by(request, Way.PAGE), **known)
            return redirect(_kept(request, reverse("portal:letter_end", args=[token])))
        return show_page(
            request, "portal/letters/letter_end.html", community, newsletter=newsletter, token=token,
            is_on=queries.is_reading(reader, community),
        )  # fmt: skip


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def letter_choice(request: HttpRequest, token: str) -> HttpResponse:
    """Show a reader what they get and let them choose, by the link of a letter."""
    reader, community = _reader_by(token)
    return _choose(request, reader, community, reverse("portal:letter_choice", args=[token]))


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def own_letters(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the same by the link that was sent to an address for this alone."""
    found = or_404(queries.reader_at(secret))
    return _choose(request, *found, reverse("portal:own_letters", args=[secret]))


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def letter_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whether it was them who asked for a newsletter; only their «yes» subscribes.

    Whoever comes by the link again finds what they chose.
    """
    subscription = queries.asked_by(secret)
    if subscription is None and (known := queries.confirmed_by(secret)):
        return redirect(_kept(request, reverse("portal:own_letters", args=[queries.own_secret(known)])))
    if subscription is None:
        return show(request, "portal/letters/letter_late.html", status=404)
    newsletter = subscription.newsletter
    community = newsletter.community
    with translation.override(language_of(request, newsletter.language)):
        if request.method == "POST":
            actions.confirm_subscription(
                subscription, said_by(request, Way.CONFIRMATION), in_=community, by=visitor_of(request)
            )
            say(request, gettext("You are subscribed. Here you can choose at any time what comes."))
            own = reverse("portal:own_letters", args=[queries.own_secret(subscription)])
            return redirect(_kept(request, own))
        return show_page(
            request, "portal/letters/letter_confirm.html", community, newsletter=newsletter,
            email=subscription.email,
        )  # fmt: skip


def said_by(request: HttpRequest, way: Way) -> Said:
    """Answer how somebody says something, for the proof: the network without a last part, the program."""
    agent = " ".join(request.headers.get("User-Agent", "").split())[:LONGEST_AGENT]
    network = network_of(request.actor.address)
    if network.count(".") == 3:  # of the old addresses the household is told no closer than its street
        network = f"{network.rpartition('.')[0]}.0"
    return Said(way, network, agent)


def _reader_by(token: str) -> tuple[Reader, Community]:
    return or_404(queries.reader_by(token))


def _choose(request: HttpRequest, reader: Reader, community: Community, place: str) -> HttpResponse:
    topics = queries.topics_of(reader, community)
    language = next((one.newsletter.language for one in topics), community.language)
    with translation.override(language_of(request, language)):
        if request.method == "POST":
            choice = _read(request, [one.newsletter.pk for one in topics])
            said = said_by(request, Way.PAGE)
            actions.choose_letters(reader, choice, said, in_=community, by=visitor_of(request))
            say(request, gettext("Kept. It counts from the next letter on."))
            return redirect(_kept(request, place))
        return show_page(
            request, "portal/letters/letter_choice.html", community, topics=topics,
            reader=replace(reader, email=_hidden(reader.email)), frequencies=list(FREQUENCY_TITLES.items()),
            nothing=queries.wants_nothing(community, reader.email),
            is_followed=queries.is_followed(community, reader.email),
        )  # fmt: skip


def _read(request: HttpRequest, known: list[int]) -> Choice:
    wanted = {}
    for text in request.POST.getlist("topic"):
        pk = number_of(text)
        if pk in known:
            told = request.POST.get(f"frequency_{pk}", "")
            wanted[pk] = Frequency(told) if told in set(Frequency) else Frequency.EVERY
    return Choice(wanted, request.POST.get("nothing") == "on", request.POST.get("followed") == "on")


def _hidden(email: str) -> str:
    """Answer an address so that its owner knows it and whoever finds a forwarded letter does not."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}…@{domain}"


def _kept(request: HttpRequest, address: str) -> str:
    wish = request.GET.get("language", "")
    return f"{address}?language={wish}" if wish in dict(settings.LANGUAGES) else address


def show_page(
    request: HttpRequest, template: str, community: Community, *, status: int = 200, **told: object
) -> HttpResponse:
    """Answer a public page of letters in the language that is on."""
    language = translation.get_language()
    return show(
        request, template, status=status, community=community, language=language, LANGUAGE_CODE=language,
        alternates=settings.LANGUAGES, **told,
    )  # fmt: skip
