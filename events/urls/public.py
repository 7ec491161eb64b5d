"""URLs under /<language>/<conference>/ that belong to `events`."""

from django.urls import path

from events.views import changes, feeds, home, programme

urlpatterns = [
    path("", home.home, name="conference_home"),
    path("now/", home.now, name="conference_now"),
    path("accent.css", home.accent, name="conference_accent"),
    path("programme/", programme.programme, name="conference_programme"),
    path("programme/words.json", programme.words, name="conference_programme_words"),
    path("programme/<day:day>/", programme.programme, name="conference_programme_day"),
    path("forums/<int:number>/", programme.forum, name="conference_forum"),
    path("sessions/<slug:code>/", programme.session, name="conference_session"),
    path("talks/<slug:code>/", programme.talk, name="conference_talk"),
    path("changes/", changes.changes, name="conference_changes"),
    path("changes.atom", changes.feed, name="conference_changes_feed"),
    path("schedule.xml", feeds.xml, name="conference_schedule_xml"),
    path("schedule.json", feeds.json, name="conference_schedule_json"),
    path("schedule.ics", feeds.ics, name="conference_schedule_ics"),
]
