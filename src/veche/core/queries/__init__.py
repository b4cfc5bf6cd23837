"""The core's door for reading: actors, communities, staff and the audit."""

from veche.core.queries.acting import actor_of, actor_with_all_rights
from veche.core.queries.auditing import audit_entries, broken_link, names_of_users
from veche.core.queries.belonging import (
    appointments_in,
    communities_of,
    community_of,
    is_founded,
    open_communities,
    organisation_of,
)
from veche.core.queries.checking import check_audit, check_database, check_jobs, heads_of_audit
from veche.core.queries.inviting import invitation_of, invitations_in

__all__ = [
    "actor_of",
    "actor_with_all_rights",
    "appointments_in",
    "audit_entries",
    "broken_link",
    "check_audit",
    "check_database",
    "check_jobs",
    "communities_of",
    "community_of",
    "heads_of_audit",
    "invitation_of",
    "invitations_in",
    "is_founded",
    "names_of_users",
    "open_communities",
    "organisation_of",
]
