"""What comes after an event: letters, feedback, the album, the recap, and the report of a series."""

from django.urls import path

from veche.events.urls.places import ONE, ONE_SERIES
from veche.events.views import after, album, feedback

AFTER, ALBUM = f"{ONE}after/", f"{ONE}photos/"
ONE_PHOTO = f"{ALBUM}<int:photo>/"

urlpatterns = [
    path(AFTER, after.after_page, name="after_page"),
    path(f"{AFTER}save/", after.after_save, name="after_save"),
    path(f"{AFTER}send/", after.after_send, name="after_send"),
    path(f"{AFTER}recap/", after.recap_page, name="recap_page"),
    path(f"{AFTER}feedback/", feedback.feedback_page, name="feedback_page"),
    path(f"{AFTER}feedback/<int:guest>/<slug:deed>/", feedback.feedback_hide, name="feedback_hide"),
    path(ALBUM, album.album_page, name="album_page"),
    path(f"{ALBUM}add/", album.photos_add, name="photos_add"),
    path(f"{ALBUM}access/", album.album_access, name="album_access"),
    path(ONE_PHOTO, album.album_photo, name="album_photo"),
    path(f"{ONE_PHOTO}mark/<slug:deed>/", album.photo_mark, name="photo_mark"),
    path(f"{ONE_PHOTO}<slug:size>.webp", album.album_picture, name="album_picture"),
    path(f"{ONE_PHOTO}<slug:deed>/", album.photo_act, name="photo_act"),
    path(f"{ONE_SERIES}report/", feedback.series_report, name="series_report"),
    path(f"{ONE_SERIES}report/file/", feedback.series_report_file, name="series_report_file"),
]
