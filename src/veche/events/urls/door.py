"""The door: scanning as a user or by a device's link, and what the organiser sees and prints."""

from django.urls import path

from veche.events.urls.places import HOME, ONE
from veche.events.views.door import installing, printing, scanning, watching

SCAN, LINK, DOORS = f"{ONE}door/", "d/<str:secret>/", f"{ONE}doors/"

urlpatterns = [
    path(f"{HOME}door/", watching.door_events, name="door_events"),
    path(SCAN, scanning.door_page, name="door_page"),
    path(f"{SCAN}list/", scanning.door_list, name="door_list"),
    path(f"{SCAN}changes/", scanning.door_changes, name="door_changes"),
    path(f"{SCAN}scans/", scanning.door_scans, name="door_scans"),
    path(f"{SCAN}worker.js", installing.door_worker, name="door_worker"),
    path(f"{SCAN}app.webmanifest", installing.door_manifest, name="door_manifest"),
    path(LINK, scanning.device_page, name="device_page"),
    path(f"{LINK}list/", scanning.device_list, name="device_list"),
    path(f"{LINK}changes/", scanning.device_changes, name="device_changes"),
    path(f"{LINK}scans/", scanning.device_scans, name="device_scans"),
    path(f"{LINK}worker.js", installing.device_worker, name="device_worker"),
    path(f"{LINK}app.webmanifest", installing.device_manifest, name="device_manifest"),
    path(DOORS, watching.door_numbers, name="door_numbers"),
    path(f"{DOORS}add/", watching.door_add, name="door_add"),
    path(f"{DOORS}<int:door>/remove/", watching.door_remove, name="door_remove"),
    path(f"{DOORS}devices/", watching.device_invite, name="device_invite"),
    path(f"{DOORS}devices/<int:device>/revoke/", watching.device_revoke, name="device_revoke"),
    path(f"{DOORS}scans/<int:scan>/undo/", watching.scan_undo, name="scan_undo"),
    path(f"{DOORS}missed/", watching.missed_mark, name="missed_mark"),
    path(f"{DOORS}badges.pdf", printing.badges, name="door_badges"),
    path(f"{DOORS}names.pdf", printing.names, name="door_names"),
]
