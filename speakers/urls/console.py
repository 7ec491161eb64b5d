"""URLs of `speakers` under /console/."""

from django.urls import URLPattern, path

from speakers.views.console import absences, exports, joining, people, photos, places

urlpatterns: list[URLPattern] = [
    path("<slug:conference>/people/", people.people, name="console_people"),
    path("<slug:conference>/people/export/", exports.export, name="console_people_export"),
    path("<slug:conference>/people/new/", people.new_person, name="console_person_new"),
    path("<slug:conference>/people/places/", people.people_in_places, name="console_people_places"),
    path("<slug:conference>/people/titles/", people.titles, name="console_people_titles"),
    path("<slug:conference>/people/<str:code>/", people.person, name="console_person"),
    path("<slug:conference>/people/<str:code>/absences/", absences.absences, name="console_person_absences"),
    path("<slug:conference>/people/<str:code>/join/<str:other>/", joining.join, name="console_person_join"),
    path("<slug:conference>/people/<str:code>/photo/", photos.photo, name="console_person_photo"),
    path("<slug:conference>/people/<str:code>/remove/", people.drop_person, name="console_person_remove"),
    path("<slug:conference>/forums/<int:number>/people/", places.people_in_forum, name="console_forum_people"),
    path("<slug:conference>/programme/<str:code>/people/", places.people_in_session, name="console_session_people"),
    path("<slug:conference>/talks/<str:code>/people/", places.people_in_talk, name="console_talk_people"),
]
