"""Newsletters, looks, rules, and the pictures of letters, which anybody may ask for by name."""

from django.urls import path

from veche.mailing.urls.places import LETTERS, NEWSLETTERS, ONE_NEWSLETTER, ONE_THEME, THEMES
from veche.mailing.views import newsletters, subscribers, themes

_SUBSCRIBERS = f"{ONE_NEWSLETTER}subscribers/"
_SUBSCRIBER = f"{_SUBSCRIBERS}<int:subscription>/"
urlpatterns = [
    path(NEWSLETTERS, newsletters.newsletter_list, name="newsletter_list"),
    path(f"{NEWSLETTERS}new/", newsletters.newsletter_new, name="newsletter_new"),
    path(f"{ONE_NEWSLETTER}edit/", newsletters.newsletter_edit, name="newsletter_edit"),
    path(f"{ONE_NEWSLETTER}remove/", newsletters.newsletter_remove, name="newsletter_remove"),
    path(f"{ONE_NEWSLETTER}restore/", newsletters.newsletter_restore, name="newsletter_restore"),
    path(_SUBSCRIBERS, subscribers.subscriber_list, name="subscriber_list"),
    path(f"{_SUBSCRIBERS}import/", subscribers.subscriber_import, name="subscriber_import"),
    path(f"{_SUBSCRIBERS}file/", subscribers.subscriber_file, name="subscriber_file"),
    path(_SUBSCRIBER, subscribers.subscriber_page, name="subscriber_page"),
    path(f"{_SUBSCRIBER}end/", subscribers.subscriber_end, name="subscriber_end"),
    path(f"{_SUBSCRIBER}again/", subscribers.subscriber_again, name="subscriber_again"),
    path(f"{LETTERS}rules/", newsletters.letter_rules, name="letter_rules"),
    path(THEMES, themes.theme_list, name="theme_list"),
    path(f"{THEMES}new/", themes.theme_new, name="theme_new"),
    path(f"{THEMES}frame/", themes.theme_frame, name="theme_frame"),
    path(f"{ONE_THEME}edit/", themes.theme_edit, name="theme_edit"),
    path(f"{ONE_THEME}remove/", themes.theme_remove, name="theme_remove"),
    path(f"{ONE_THEME}restore/", themes.theme_restore, name="theme_restore"),
    path("l/i/<str:name>", themes.letter_picture, name="letter_picture"),
]
