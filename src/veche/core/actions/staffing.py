"""Staffing: who works here, in which role, and how they come in."""

import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language, gettext, override

from veche.core import rules
from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.models import Appointment, AuditEntry, Community, Invitation, Organisation, User
from veche.core.terms import INVITE_USERS, ORGANISATION_ROLES, ROLE_TITLES, Actor, Role
from veche.kit.mail import write_letter
from veche.kit.terms import N_, NotAllowed, Reason, Refusal, refuse_if
from veche.kit.time import DAY, Moment, now

INVITATION_DAYS = 7
DISMISSED = "core.dismiss_user"


def make_user(email: str, *, name: str, password: str, language: str, in_: Organisation, by: Actor) -> User:
    """Make a user without any role yet; refuses a weak password and an address that is taken."""
    require(by, INVITE_USERS, in_=in_)
    user = User(email=User.objects.normalize_email(email.strip()), name=name.strip(), language=language)
    refuse_if([*_faults_of_user(user), *_faults_of_password(password, user)])
    user.set_password(password)
    with transaction.atomic():
        user.save()
        audit(by, "core.make_user", in_=in_, on=user, email=user.email)
    return user


def invite_user(
    in_: Community | Organisation, role: Role, *, by: Actor, email: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation that can be used once within a week; answers it and the secret of its link."""
    require(by, INVITE_USERS, in_=in_)
    _require_giving(by, role, in_)
    secret = secrets.token_urlsafe(24)
    organisation = in_ if isinstance(in_, Organisation) else in_.organisation
    with transaction.atomic():
        invitation = Invitation.objects.create(
            organisation=organisation, community=in_ if isinstance(in_, Community) else None, role=role,
            email=email.strip(), digest=rules.digest_of_secret(secret), made_by_id=by.user_id, made_at=now(),
            ends_at=Moment(now() + INVITATION_DAYS * DAY),
        )  # fmt: skip
        audit(by, "core.invite_user", in_=in_, on=invitation, role=role, email=email)
    return invitation, secret


def send_invitation(
    in_: Community | Organisation, role: Role, *, by: Actor, email: str = ""
) -> tuple[Invitation, str]:
    """Make an invitation and answer it with its link; where it is for an address, write a letter too."""
    with transaction.atomic():
        invitation, secret = invite_user(in_, role, email=email, by=by)
        link = settings.ADDRESS + reverse("core:invitation_accept", args=[secret])
        if invitation.email:
            language = (
                in_.language if isinstance(in_, Community) else get_language() or settings.LANGUAGE_CODE
            )
            facts = {"by": by.name, "place": in_, "role": ROLE_TITLES[role], "link": link}
            with override(language):
                text = render_to_string("core/mail/invitation.txt", facts)
                subject = gettext("An invitation to “{place}” in Veche").format(place=in_)
            write_letter(invitation.email, subject, text, organisation=invitation.organisation_id)
    return invitation, link


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Make an invitation's link worthless. May be repeated."""
    in_ = invitation.community or invitation.organisation
    require(by, INVITE_USERS, in_=in_)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, used_at=None).update(withdrawn_at=now())
        audit(by, "core.withdraw_invitation", in_=in_, on=invitation)


def restore_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Undo withdrawing an invitation: its link works again until its week is over. May be repeated."""
    in_ = invitation.community or invitation.organisation
    require(by, INVITE_USERS, in_=in_)
    _require_giving(by, Role(invitation.role), in_)
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, used_at=None).update(withdrawn_at=None)
        audit(by, "core.restore_invitation", in_=in_, on=invitation)


def join_by_invitation(
    invitation: Invitation, *, email: str, name: str, password: str, language: str, by: Actor
) -> User:
    """Make a user and give them the invitation's role, both or neither; refuses as either would."""
    with transaction.atomic():
        facts = {"name": name, "password": password, "language": language}
        user = make_user(email, in_=invitation.organisation, by=by, **facts)
        accept_invitation(invitation, user, by=by)
    user.refresh_from_db()  # the role changed what their sessions are bound to
    return user


def accept_invitation(invitation: Invitation, user: User, *, by: Actor) -> None:
    """Give the user the invitation's role; refuses one that is used, withdrawn or over."""
    in_ = invitation.community or invitation.organisation
    require(by, INVITE_USERS, in_=in_)
    with transaction.atomic():
        open_ones = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
        if not open_ones.filter(ends_at__gt=now()).update(used_at=now()):
            raise Refusal(N_("This invitation has been used, withdrawn or is too old. Ask for a new one."))
        _appoint(user, in_, Role(invitation.role))
        audit(by, "core.accept_invitation", in_=in_, on=invitation, email=user.email, role=invitation.role)


def assign_role(user: User, role: Role, *, in_: Community | Organisation, by: Actor) -> None:
    """Give a user one more role here; their open sessions end. May be repeated."""
    require(by, INVITE_USERS, in_=in_)
    _require_giving(by, role, in_)
    with transaction.atomic():
        _appoint(user, in_, role)
        audit(by, "core.assign_role", in_=in_, on=user, role=role)


def take_role(user: User, role: Role, *, in_: Community | Organisation, by: Actor) -> None:
    """Take a role away; their open sessions end. Refuses to leave an organisation without an owner."""
    require(by, INVITE_USERS, in_=in_)
    _require_giving(by, role, in_)
    with transaction.atomic():
        held = _appointments(user, in_).filter(role=role)
        if role is Role.OWNER and isinstance(in_, Organisation) and not _other_owner(user, in_):
            raise Refusal(N_("An organisation needs an owner: name another one first."))
        held.delete()
        _end_sessions(user)
        audit(by, "core.take_role", in_=in_, on=user, role=role)


def dismiss_user(user: User, *, in_: Organisation, by: Actor) -> None:
    """Take all roles of a user in the organisation away at once; refuses the last owner.

    `reinstate_user` undoes it.
    """
    require(by, INVITE_USERS, in_=in_)
    with transaction.atomic():
        held = Appointment.objects.filter(user=user, organisation=in_)
        for appointment in held.select_related("community"):
            _require_giving(by, Role(appointment.role), appointment.community or in_)
        if held.filter(role=Role.OWNER, community=None).exists() and not _other_owner(user, in_):
            raise Refusal(N_("An organisation needs an owner: name another one first."))
        roles = [[appointment.community_id, appointment.role] for appointment in held]
        held.delete()
        _end_sessions(user)
        audit(by, DISMISSED, in_=in_, on=user, email=user.email, roles=roles)


def reinstate_user(user: User, *, in_: Organisation, by: Actor) -> None:
    """Undo dismissing a user: give back the roles they last had here. May be repeated."""
    require(by, INVITE_USERS, in_=in_)
    found = AuditEntry.objects.filter(organisation=in_, act=DISMISSED, on_id=str(user.pk))
    entry = found.order_by("-number").first()
    if entry is None or entry.payload is None:
        raise Refusal(N_("Nobody of this name was dismissed here."))
    communities = {found.pk: found for found in in_.communities.all()}
    with transaction.atomic():
        for community, role in entry.payload["roles"]:
            place = communities.get(community, in_)
            _require_giving(by, Role(role), place)
            _appoint(user, place, Role(role))
        audit(by, "core.reinstate_user", in_=in_, on=user, email=user.email)


def _appoint(user: User, in_: Community | Organisation, role: Role) -> None:
    organisation = in_ if isinstance(in_, Organisation) else in_.organisation
    community = in_ if isinstance(in_, Community) else None
    Appointment.objects.get_or_create(
        user=user, organisation=organisation, community=community, role=role, defaults={"made_at": now()}
    )
    _end_sessions(user)


def _appointments(user: User, in_: Community | Organisation):  # type: ignore[no-untyped-def]
    held = Appointment.objects.filter(user=user)
    if isinstance(in_, Organisation):
        return held.filter(organisation=in_, community=None)
    return held.filter(community=in_)


def _other_owner(user: User, organisation: Organisation) -> bool:
    owners = Appointment.objects.filter(organisation=organisation, community=None, role=Role.OWNER)
    return owners.exclude(user=user).exists()


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_stamp=get_random_string(16))


def _require_giving(by: Actor, role: Role, in_: Community | Organisation) -> None:
    """Nobody gives or takes what is above them; over the organisation there are only leaders."""
    held = by.roles_in(in_.pk if isinstance(in_, Community) else None)
    if not by.is_machine and not rules.may_give(held, role):
        raise NotAllowed(Reason(N_("Only an owner may give or take this role."), field="role"))
    if role not in ORGANISATION_ROLES and isinstance(in_, Organisation):
        raise Refusal(Reason(N_("This role is given in a community."), field="role"))


def _faults_of_user(user: User) -> list[Reason]:
    reasons = []
    try:
        validate_email(user.email)
    except ValidationError:
        reasons.append(Reason(N_("This is no e-mail address."), field="email"))
    if User.objects.filter(email__iexact=user.email).exists():
        reasons.append(Reason(N_("Somebody here has this e-mail address already."), field="email"))
    if not user.name:
        reasons.append(Reason(N_("Give a name, so that colleagues know who acts."), field="name"))
    return reasons


def _faults_of_password(password: str, user: User) -> list[Reason]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Reason(str(message), field="password") for message in error.messages]
    return []
