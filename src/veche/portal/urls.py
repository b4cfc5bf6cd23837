"""The portal's addresses."""

from django.urls import path

from veche.portal.views import (
    after,
    albums,
    beginning,
    filling,
    gatherings,
    guests,
    inviting,
    knowledge,
    paying,
    programme,
    public,
    talks,
    tickets,
)
from veche.portal.views.letters import followed, newsletters, readers

app_name = "portal"
urlpatterns = [
    path("", beginning.home, name="home"),
    path("first-run/", beginning.first_run, name="first_run"),
    path("p/<slug:community>/", public.community_page, name="community_page"),
    path("k/<slug:community>/", knowledge.knowledge_list, name="knowledge_list"),
    path("k/<slug:community>/sitemap.xml", knowledge.knowledge_map, name="knowledge_map"),
    path("k/<slug:community>/<slug:article>/", knowledge.knowledge_article, name="knowledge_article"),
    path("k/<slug:community>/<slug:article>/helped/", knowledge.knowledge_helped, name="knowledge_helped"),
    path("l/c/<slug:secret>/", readers.letter_confirm, name="letter_confirm"),
    path("l/s/<slug:secret>/", readers.own_letters, name="own_letters"),
    path("l/<slug:token>/<int:number>", followed.letter_link, name="letter_link"),
    path("l/<slug:token>/o.gif", followed.letter_open, name="letter_open"),
    # As letters write them: a mail program posts there and follows no way to another address.
    path("l/<slug:token>/u", readers.letter_end, name="letter_end_posted"),
    path("l/<slug:token>/p", readers.letter_choice, name="letter_choice_written"),
    path("l/<slug:token>/u/", readers.letter_end, name="letter_end"),
    path("l/<slug:token>/p/", readers.letter_choice, name="letter_choice"),
    path("n/<slug:community>/letters/", newsletters.newsletter_list, name="newsletter_list"),
    path("n/<slug:community>/mine/", newsletters.letters_forgotten, name="letters_forgotten"),
    path(
        "n/<slug:community>/letters/<slug:newsletter>/", newsletters.newsletter_page, name="newsletter_page"
    ),
    path(
        "n/<slug:community>/letters/<slug:newsletter>/embed/",
        newsletters.newsletter_frame,
        name="newsletter_frame",
    ),
    path(
        "n/<slug:community>/letters/<slug:newsletter>/feed.xml",
        newsletters.newsletter_feed,
        name="newsletter_feed",
    ),
    path("f/<slug:community>/<slug:key>/", filling.form_page, name="form_page"),
    path("f/<slug:community>/<slug:key>/embed/", filling.form_frame, name="form_frame"),
    path("e/<slug:community>/<slug:event>/programme/", programme.programme_page, name="programme_page"),
    path(
        "e/<slug:community>/<slug:event>/programme/<int:session>/",
        programme.programme_session,
        name="programme_session",
    ),
    path(
        "e/<slug:community>/<slug:event>/schedule.<slug:form>",
        programme.programme_file,
        name="programme_file",
    ),
    path("e/<slug:community>/<slug:event>/talks/", talks.talk_new, name="talk_new"),
    path("e/<slug:community>/<slug:event>/talks/<slug:secret>/", talks.talk_own, name="talk_own"),
    path(
        "e/<slug:community>/<slug:event>/talks/<slug:secret>/withdraw/",
        talks.talk_withdraw,
        name="talk_withdraw",
    ),
    path("e/<slug:community>/", gatherings.event_calendar, name="event_calendar"),
    path("e/<slug:community>/calendar.ics", gatherings.event_calendar_file, name="event_calendar_file"),
    path("e/<slug:community>/feed.xml", gatherings.event_feed, name="event_feed"),
    path("e/<slug:community>/embed/", gatherings.event_frame, name="event_frame"),
    path("e/<slug:community>/<slug:event>/", gatherings.event_page, name="event_page"),
    path("e/<slug:community>/<slug:event>/card.png", gatherings.event_card, name="event_card"),
    path("e/<slug:community>/<slug:event>/event.ics", gatherings.event_file, name="event_file"),
    path("e/<slug:community>/<slug:event>/photos/", albums.event_album, name="event_album"),
    path(
        "e/<slug:community>/<slug:event>/photos/<int:photo>-<slug:size>.webp",
        albums.event_photo,
        name="event_photo",
    ),
    path("g/<str:secret>/", guests.guest_page, name="guest_page"),
    path("g/<str:secret>/feedback/", after.guest_feedback, name="guest_feedback"),
    path("g/<str:secret>/certificate.pdf", after.guest_certificate, name="guest_certificate"),
    path("g/<str:secret>/shown/", after.guest_shown, name="guest_shown"),
    path("g/<str:secret>/photos/", albums.guest_album, name="guest_album"),
    path("g/<str:secret>/photos/<int:photo>-<slug:size>.webp", albums.guest_photo, name="guest_photo"),
    path("g/<str:secret>/pay/", paying.guest_pay, name="guest_pay"),
    path("g/<str:secret>/paid/", paying.guest_paid, name="guest_paid"),
    path("n/<str:secret>/", inviting.invitations_end, name="invitations_end"),
    path("pay/<str:door>/<slug:way>/", paying.payment_knock, name="payment_knock"),
    path("t/<int:event>/<str:secret>/", tickets.ticket_page, name="ticket_page"),
    path("t/<int:event>/<str:secret>/ticket.pdf", tickets.ticket_file, name="ticket_file"),
    path("healthz", public.health, name="health"),
]
