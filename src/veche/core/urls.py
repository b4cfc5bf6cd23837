"""The core's addresses. allauth's routes keep allauth's own names, and only those we use are here."""

from django.urls import include, path

from veche.core.views import (
    communities,
    invitations,
    own,
    searching,
    signing,
    staff,
    switching,
    texts,
    watching,
)

HERE, THERE = "o/staff/", "c/<slug:community>/staff/"
ONE, ROLE = "<int:user>/", "<int:user>/<str:role>/"

OWN = [
    path("language/", switching.change_language, name="language_change"),
    path("theme/", switching.change_theme, name="theme_change"),
    path("me/", own.own_page, name="own_page"),
    path("me/sessions/end/", own.end_sessions, name="sessions_end"),
    path("join/<str:secret>/", invitations.accept, name="invitation_accept"),
    # -- over the organisation
    path("o/", communities.community_list, name="community_list"),
    path("o/open/", communities.open_community, name="community_open"),
    path("o/settings/", communities.organisation_settings, name="organisation_settings"),
    path("o/search/", searching.organisation_search, name="organisation_search"),
    path("o/roles/", staff.role_table, name="role_table"),
    path("o/jobs/", watching.job_list, name="job_list"),
    path("o/jobs/<int:job>/retry/", watching.retry_job, name="job_retry"),
    path("o/audit/", watching.audit_list, name="audit_list"),
    path("o/audit/check/", watching.check_audit, name="audit_check"),
    path("o/outbox/", watching.outbox, name="outbox"),
    path("o/outbox/<int:letter>/", watching.letter_page, name="letter_page"),
    path(HERE, staff.staff_list, name="staff_list"),
    path(HERE + "invite/", invitations.invite, name="organisation_invite"),
    path(HERE + "invitations/<int:invitation>/withdraw/", invitations.withdraw, name="invitation_withdraw"),
    path(HERE + "invitations/<int:invitation>/restore/", invitations.restore, name="invitation_restore"),
    path(HERE + ONE + "give/", staff.give_role, name="role_give"),
    path(HERE + ONE + "dismiss/", staff.dismiss_user, name="user_dismiss"),
    path(HERE + ONE + "reinstate/", staff.reinstate_user, name="user_reinstate"),
    path(HERE + ROLE + "take/", staff.take_role, name="role_take"),
    path(HERE + ROLE + "return/", staff.return_role, name="role_return"),
    # -- in a community
    path("c/<slug:community>/search/", searching.search_page, name="search_page"),
    path("c/<slug:community>/text/", texts.text_check, name="text_check"),
    path("c/<slug:community>/settings/", communities.community_settings, name="community_settings"),
    path("c/<slug:community>/close/", communities.close_community, name="community_close"),
    path("c/<slug:community>/reopen/", communities.reopen_community, name="community_reopen"),
    path(THERE, staff.community_staff, name="community_staff"),
    path(THERE + "invite/", invitations.invite, name="community_invite"),
    path(THERE + "invitations/<int:invitation>/withdraw/", invitations.withdraw,
         name="community_invitation_withdraw"),
    path(THERE + "invitations/<int:invitation>/restore/", invitations.restore,
         name="community_invitation_restore"),
    path(THERE + ONE + "give/", staff.give_role, name="community_role_give"),
    path(THERE + ROLE + "take/", staff.take_role, name="community_role_take"),
    path(THERE + ROLE + "return/", staff.return_role, name="community_role_return"),
]  # fmt: skip

urlpatterns = [path("", include((OWN, "core"))), *signing.ROUTES]
