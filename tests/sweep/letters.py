"""Something for every name that stands in an address of letters."""

from io import BytesIO
from typing import Any

from PIL import Image

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.kit.time import now
from veche.mailing import actions
from veche.mailing.models import Delivery, KeptLetter, Sender
from veche.mailing.urls import letters as urls


def things_of_letters(community: Community) -> dict[str, Any]:
    """Write a letter of a newsletter, remark on it, and make a look and a picture."""
    newsletter = actions.save_newsletter(community, {"title": "Новости"}, by=SYSTEM)
    theme = actions.save_theme(community, "Осень", {}, by=SYSTEM)
    letter = actions.start_letter(community, newsletter, "Выпуск", layout="plain", by=SYSTEM)
    remark = actions.write_remark(letter, "Короче", by=SYSTEM)
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    # Another number in each community, so that one of ours is not by chance one of theirs.
    letter.versions.update(number=community.pk)
    way = Sender.objects.filter(community=community).first()
    got = Delivery.objects.create(letter=letter, email="kept@example.org", due_at=now(), sender=way)
    kept = KeptLetter.objects.create(sender=way, delivery=got, data=b"Subject: kept\n\nkept", at=now())
    on_way = ("letter_progress", "letter_pause", "letter_resume", "refused_retry", "doubtful_decide")
    return {
        "newsletter": newsletter.pk, "theme": theme.pk, "remark": remark.pk,
        "mailing:version_restore.version": community.pk, "mailing:letter_part.part": "ready",
        "mailing:letter_picture.name": actions.add_picture(community, picture, by=SYSTEM).name,
        "mailing:sender_new.kind": "smtp", "mailing:kept_letter.letter": kept.pk,
        **{f"mailing:{name}.letter": letter.pk for name in on_way},
        **{f"mailing:{route.name}.letter": letter.pk for route in urls.urlpatterns},
    }  # fmt: skip
