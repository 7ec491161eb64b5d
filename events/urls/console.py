"""URLs under /console/ that belong to `events`."""

from django.urls import URLPattern, path

from events.views.console import forums, home, programme, publish, rooms, sessions, setup
from events.views.office import history, jobs, sheets, team

urlpatterns: list[URLPattern] = [
    path("", home.home, name="console"),
    path("new/", home.new, name="console_new"),
    path("jobs/<str:code>/", jobs.job, name="console_job"),
    path("jobs/<str:code>/cancel/", jobs.cancel_job, name="console_job_cancel"),
    path("jobs/<str:code>/file/", jobs.job_file, name="console_job_file"),
    path("<slug:conference>/enter/", home.enter, name="console_enter"),
    path("<slug:conference>/programme/", programme.programme, name="console_programme"),
    path("<slug:conference>/programme/new/", sessions.new_session, name="console_session_new"),
    path("<slug:conference>/programme/paste/", sessions.paste_sessions, name="console_sessions_paste"),
    path("<slug:conference>/programme/<str:code>/", sessions.edit_session, name="console_session"),
    path("<slug:conference>/programme/<str:code>/remove/", sessions.drop_session, name="console_session_remove"),
    path("<slug:conference>/programme/<str:code>/talks/new/", sessions.new_talk, name="console_talk_new"),
    path("<slug:conference>/programme/<str:code>/talks/paste/", sessions.paste_talks, name="console_talks_paste"),
    path("<slug:conference>/talks/<str:code>/", sessions.edit_talk, name="console_talk"),
    path("<slug:conference>/talks/<str:code>/remove/", sessions.drop_talk, name="console_talk_remove"),
    path("<slug:conference>/forums/", forums.forums, name="console_forums"),
    path("<slug:conference>/forums/<int:number>/", forums.edit_forum, name="console_forum"),
    path("<slug:conference>/forums/<int:number>/step/", forums.step_forum, name="console_forum_step"),
    path("<slug:conference>/forums/<int:number>/remove/", forums.drop_forum, name="console_forum_remove"),
    path("<slug:conference>/import/<slug:kind>/", sheets.new_sheet, name="console_sheet_new"),
    path("<slug:conference>/import/<slug:kind>/<str:code>/", sheets.sheet, name="console_sheet"),
    path("<slug:conference>/publish/", publish.publishing, name="console_publish"),
    path("<slug:conference>/publish/<int:number>/", publish.release, name="console_release"),
    path("<slug:conference>/setup/", setup.checklist, name="console_setup"),
    path("<slug:conference>/setup/conference/", setup.edit_conference, name="console_setup_conference"),
    path("<slug:conference>/setup/venue/", setup.edit_venue, name="console_setup_venue"),
    path("<slug:conference>/setup/state/", setup.edit_state, name="console_setup_state"),
    path("<slug:conference>/setup/rooms/", rooms.rooms, name="console_setup_rooms"),
    path("<slug:conference>/setup/rooms/<int:key>/", rooms.edit_room, name="console_setup_room"),
    path("<slug:conference>/setup/rooms/<int:key>/remove/", rooms.drop_room, name="console_setup_room_remove"),
    path("<slug:conference>/setup/forums/", forums.setup_forums, name="console_setup_forums"),
    path("<slug:conference>/setup/submission/", setup.edit_submission, name="console_setup_submission"),
    path("<slug:conference>/setup/groups/<int:key>/", forums.edit_group, name="console_setup_group"),
    path("<slug:conference>/setup/groups/<int:key>/remove/", forums.drop_group, name="console_setup_group_remove"),
    path("<slug:conference>/setup/team/", team.team, name="console_team"),
    path("<slug:conference>/setup/team/<int:key>/letter/", team.letter_again, name="console_member_letter"),
    path("<slug:conference>/setup/team/<int:key>/remove/", team.drop_member, name="console_member_remove"),
    path("<slug:conference>/history/", history.history, name="console_history"),
]
