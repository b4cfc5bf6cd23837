"""Organisation, communities, users with their appointments, and the audit."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from veche.core.terms import LANGUAGES, ROLE_TITLES, THEMES, Role
from veche.kit.fields import MomentField


class Organisation(models.Model):
    """A company or a club: persons and users belong to it."""

    name = models.CharField(max_length=200)
    made_at = MomentField()

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """One community of an organisation, with the clock and the money it lives by."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="communities")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=50, unique=True)
    about = models.TextField(default="", blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="ru")
    time_zone = models.CharField(max_length=64, default="Europe/Moscow")
    currency = models.CharField(max_length=3, default="RUB")
    accent = models.CharField(max_length=10, default="blue")
    # The country whose rules phone numbers without a prefix are read by (ISO 3166).
    country = models.CharField(max_length=2, default="RU")
    is_public = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    made_at = MomentField()
    closed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Finds users by e-mail without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Answer the user of an e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who works in Veche; signs in with an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="ru")
    theme = models.CharField(max_length=10, choices=THEMES, default="auto")
    is_active = models.BooleanField(default=True)
    # Changes with password, second factor and roles: a session made before is worth nothing.
    session_stamp = models.CharField(max_length=32, default="", blank=True)

    objects = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """Bind sessions to the password and to the stamp."""
        key = "veche.core.session"
        return salted_hmac(key, self.password + self.session_stamp, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        """Accept no older secret: rotating it signs everybody out."""
        return iter(())


class Appointment(models.Model):
    """A user's role in a community, or over the organisation where there is no community."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="appointments")
    community = models.ForeignKey(Community, models.CASCADE, null=True, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(r.value, t) for r, t in ROLE_TITLES.items()])
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "community", "role"],
                condition=Q(community__isnull=False),
                name="core_appointment_once",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(community__isnull=True),
                name="core_appointment_once_over_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {Role(self.role)}"


class Invitation(models.Model):
    """A link that makes whoever holds it a member of the staff; only its digest is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    community = models.ForeignKey(Community, models.CASCADE, null=True)
    role = models.CharField(max_length=20)
    email = models.EmailField(default="", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True)
    made_at = MomentField()
    ends_at = MomentField()
    used_at = MomentField(null=True)
    withdrawn_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"{self.role} → {self.email or '…'}"

    @property
    def role_title(self) -> str:
        """The role's name as a gettext id."""
        return Role(self.role).label


class AuditEntry(models.Model):
    """One act: the facts stand in the chain, the payload beside it can be erased by law."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    number = models.BigIntegerField()
    at = MomentField()
    user_id = models.BigIntegerField(null=True)
    community_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=80)
    on_kind = models.CharField(max_length=40, default="", blank=True)
    on_id = models.CharField(max_length=40, default="", blank=True)
    digest = models.CharField(max_length=64)
    link = models.CharField(max_length=64)
    payload = models.JSONField(null=True)
    salt = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="core_audit_number")]
        indexes = [
            models.Index(fields=["organisation", "at"], name="core_audit_at"),
            models.Index(fields=["on_kind", "on_id"], condition=~Q(on_id=""), name="core_audit_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"

    def facts(self) -> tuple[Any, ...]:
        """Answer what the chain is made over."""
        at = MomentField().get_prep_value(self.at)
        who = (self.user_id, self.community_id)
        return (self.organisation_id, self.number, at, *who, self.act, self.on_kind, self.on_id, self.digest)
