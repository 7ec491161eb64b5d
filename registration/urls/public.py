"""Addresses under /<language>/<conference>/ that belong to `registration`."""

from django.urls import URLPattern, path

from registration.views import me, register

urlpatterns: list[URLPattern] = [
    path("register/", register.register, name="conference_register"),
    path("register/check/", register.check, name="conference_register_check"),
    path("register/done/", register.done, name="conference_register_done"),
    path("me/", me.me, name="conference_me"),
    path("me/link/", me.send_link, name="conference_me_link"),
    path("me/code/", me.send_code, name="conference_me_code"),
    path("me/leave/", me.leave, name="conference_me_leave"),
    path("me/<slug:code>/", me.my_delegate, name="conference_my_delegate"),
    path("me/<slug:code>/edit/", me.edit, name="conference_my_delegate_edit"),
    path("me/<slug:code>/cancel/", me.cancel_mine, name="conference_my_delegate_cancel"),
    path("me/<slug:code>/data.json", me.my_data, name="conference_my_data"),
    path("me/<slug:code>/badge.pdf", me.my_badge, name="conference_my_badge"),
    path("me/<slug:code>/calendar.ics", me.my_calendar, name="conference_my_calendar"),
]
