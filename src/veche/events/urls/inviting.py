"""Letters about an event: invitations, words to guests, reminders."""

from django.urls import path

from veche.events.urls.places import ONE
from veche.events.views import inviting, reminding

LETTERS = f"{ONE}letters/"
REMINDERS = f"{LETTERS}reminders/"
urlpatterns = [
    path(LETTERS, inviting.letter_list, name="letter_list"),
    path(f"{LETTERS}invite/", inviting.invitation_new, name="invitation_new"),
    path(f"{LETTERS}write/", inviting.message_new, name="message_new"),
    path(f"{LETTERS}<int:drive>/", inviting.drive_page, name="drive_page"),
    path(f"{LETTERS}<int:drive>/stop/", inviting.drive_stop, name="drive_stop"),
    path(f"{REMINDERS}new/", reminding.reminder_new, name="reminder_new"),
    path(f"{REMINDERS}<int:reminder>/", reminding.reminder_edit, name="reminder_edit"),
    path(f"{REMINDERS}<int:reminder>/<slug:deed>/", reminding.reminder_act, name="reminder_act"),
]
