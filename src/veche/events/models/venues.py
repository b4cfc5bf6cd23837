"""Venues: places a community meets in, kept once and used again."""

from django.db import models

from veche.kit.fields import MomentField


class Venue(models.Model):
    """A place to meet in; how one gets in and whom to ask is for the team and for guests apart."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="", blank=True)
    # Parts of the address by Google's names: street_address, city, country_area, postal_code.
    address = models.JSONField(default=dict, blank=True)
    # One line as people of that country write it, made of the parts.
    address_line = models.CharField(max_length=400, default="", blank=True)
    # Millionths of a degree, so that both databases keep the same number.
    latitude = models.IntegerField(null=True)
    longitude = models.IntegerField(null=True)
    capacity = models.IntegerField(null=True)
    way_in = models.TextField(default="", blank=True)
    contact = models.TextField(default="", blank=True)
    price = models.BigIntegerField(null=True)
    price_per = models.CharField(max_length=10, default="hour")
    notes = models.TextField(default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "name"], name="events_venue_named")]

    def __str__(self) -> str:
        return self.name


class Hall(models.Model):
    """A room of a venue."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="halls")
    name = models.CharField(max_length=200)
    capacity = models.IntegerField(null=True)
    place = models.IntegerField(default=0)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.name


class VenuePhoto(models.Model):
    """A photo of a venue, drawn anew when it came."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="photos")
    # A file's name among what Veche keeps on disk, made of its content.
    file = models.CharField(max_length=100)
    caption = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    # Its file stays a while, for whoever takes it back.
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.file
