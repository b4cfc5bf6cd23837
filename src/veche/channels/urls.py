"""The channels' addresses."""

from django.urls import path

from veche.channels.views import channels, imports, uploads

app_name = "channels"
HOME, ONE = "c/<slug:community>/imports/", "c/<slug:community>/imports/<int:upload>/"
PLACES = "c/<slug:community>/channels/"

urlpatterns = [
    path(PLACES, channels.channel_list, name="channel_list"),
    path(f"{PLACES}<int:channel>/", channels.channel_page, name="channel_page"),
    path(f"{PLACES}<int:channel>/rename/", channels.rename_channel, name="channel_rename"),
    path(HOME, imports.import_list, name="import_list"),
    path(f"{HOME}new/", uploads.upload_files, name="import_new"),
    path(ONE, imports.import_page, name="import_page"),
    path(f"{ONE}answers/", imports.answer_questions, name="import_answer"),
    path(f"{ONE}questions/", imports.ask_again, name="import_ask"),
    path(f"{ONE}start/", imports.start_import, name="import_start"),
    path(f"{ONE}stop/", imports.stop_import, name="import_stop"),
    path(f"{ONE}resume/", imports.resume_import, name="import_resume"),
    path(f"{ONE}discard/", imports.discard_import, name="import_discard"),
    path(f"{ONE}back/", imports.take_back_import, name="import_take_back"),
]
