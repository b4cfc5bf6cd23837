"""An event that is over, with everything that comes after it."""

from typing import Any

from tests.events.aftermath import over, snapshot

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.actions import add_photos, give_feedback, set_album_access
from veche.events.queries import secret_for
from veche.events.terms.after import Access
from veche.events.urls.after import urlpatterns

PUBLIC = ("event_album", "event_photo")
OWN = ("guest_feedback", "guest_certificate", "guest_shown", "guest_album", "guest_photo")


def things_of_afterwards(community: Community) -> dict[str, Any]:
    """Answer an event with an album for everybody, and what a guest said of it."""
    event, guests = over(("Аня",), community=community, title=f"Итоги {community.slug}")
    guest, known = guests["Аня"], {"in_": community, "by": SYSTEM}
    photo = add_photos(event, [("p.jpg", snapshot())], **known).kept[0]
    set_album_access(event, Access.PUBLIC, **known)
    give_feedback(guest, {"stars": ["5"], "good": ["Чай"]}, **known)
    team = [route.name for route in urlpatterns if "<int:event>" in str(route.pattern)]
    with_photo = ("album_photo", "photo_mark", "album_picture", "photo_act")
    return {
        "size": "large", "events:photo_act.deed": "restore", "events:photo_mark.deed": "unmark",
        "events:feedback_hide.deed": "quote", "events:feedback_hide.guest": guest.pk,
        **{f"events:{name}.event": event.pk for name in team},
        **{f"events:{name}.photo": photo.pk for name in with_photo},
        **{f"portal:{name}.event": event.slug for name in PUBLIC},
        **{f"portal:{name}.photo": photo.pk for name in ("event_photo", "guest_photo")},
        **{f"portal:{name}.secret": secret_for(event.pk, guest.key) for name in OWN},
    }  # fmt: skip
