"""The core's door for reading: actors, communities, staff and the audit."""

from veche.core.queries.acting import actor_of, actor_with_all_rights, allows
from veche.core.queries.auditing import (
    Wish,
    audit_entries,
    broken_link,
    find_entries,
    names_of_users,
    shown_entries,
)
from veche.core.queries.belonging import (
    appointments_in,
    colleagues_in,
    communities_of,
    is_founded,
    open_communities,
    organisation_of,
    public_community,
    shown_community,
    user_in,
)
from veche.core.queries.checking import check_audit, check_database, check_jobs, heads_of_audit
from veche.core.queries.going import (
    Line,
    commands_of,
    home_of,
    lines_of_community,
    lines_of_organisation,
)
from veche.core.queries.inviting import invitation_of, invitations_in, letters_of
from veche.core.queries.working import counts_of_jobs, jobs_of, shown_jobs

__all__ = [
    "Line",
    "Wish",
    "actor_of",
    "actor_with_all_rights",
    "allows",
    "appointments_in",
    "audit_entries",
    "broken_link",
    "check_audit",
    "check_database",
    "check_jobs",
    "colleagues_in",
    "commands_of",
    "communities_of",
    "counts_of_jobs",
    "find_entries",
    "heads_of_audit",
    "home_of",
    "invitation_of",
    "invitations_in",
    "is_founded",
    "jobs_of",
    "letters_of",
    "lines_of_community",
    "lines_of_organisation",
    "names_of_users",
    "open_communities",
    "organisation_of",
    "public_community",
    "shown_community",
    "shown_entries",
    "shown_jobs",
    "user_in",
]
