"""Addresses under /console/ that belong to `doors`."""

from django.urls import URLPattern, path

from doors.views.console import attendance, doors, exports, inside, overview

urlpatterns: list[URLPattern] = [
    path("<slug:conference>/", overview.overview, name="console_overview"),
    path("<slug:conference>/doors/", doors.doors, name="console_doors"),
    path("<slug:conference>/doors/new/", doors.new_door, name="console_door_new"),
    path("<slug:conference>/doors/<str:code>/", doors.edit_door, name="console_door"),
    path("<slug:conference>/doors/<str:code>/remove/", doors.drop_door, name="console_door_remove"),
    path("<slug:conference>/devices/", doors.devices, name="console_devices"),
    path("<slug:conference>/devices/offers/<int:key>/", doors.offered, name="console_device_offer"),
    path("<slug:conference>/devices/<str:code>/revoke/", doors.drop_device, name="console_device_revoke"),
    path("<slug:conference>/programme/<str:code>/inside/", inside.inside, name="console_session_inside"),
    path("<slug:conference>/attendance/", attendance.attendance, name="console_attendance"),
    path("<slug:conference>/attendance/export/", exports.export, name="console_attendance_export"),
    path("<slug:conference>/attendance/review/", attendance.review, name="console_attendance_review"),
]
