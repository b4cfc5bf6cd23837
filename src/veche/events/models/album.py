"""An event's photos, and who is to be seen on them."""

from django.db import models

from veche.events.terms.after import Access
from veche.kit.fields import MomentField


class Album(models.Model):
    """The photos of one event, and who may look at them."""

    event = models.OneToOneField("events.Event", models.CASCADE, primary_key=True, related_name="album")
    access = models.CharField(max_length=6, default=Access.TEAM)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.access}"


class Photo(models.Model):
    """A photo, drawn anew in two sizes when it came: place, camera and all else in the file are gone."""

    album = models.ForeignKey(Album, models.CASCADE, db_index=False, related_name="photos")
    # A file's name among what Veche keeps on disk, without size and ending.
    file = models.CharField(max_length=100)
    # Of the picture as it was drawn: the same photo sent twice is one.
    digest = models.CharField(max_length=64)
    width = models.IntegerField()
    height = models.IntegerField()
    caption = models.CharField(max_length=200, default="", blank=True)
    place = models.IntegerField(default=0)
    is_hidden = models.BooleanField(default=False)
    guests = models.ManyToManyField("events.Guest", related_name="+", blank=True)
    made_at = MomentField()
    # Its files stay a while, for whoever takes it back.
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["album", "digest"], name="events_album_photo_once")]
        indexes = [models.Index(fields=["album", "place", "id"], name="events_album_order")]

    def __str__(self) -> str:
        return self.caption or self.file
