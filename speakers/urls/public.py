"""URLs of `speakers` under /<language>/<conference>/."""

from django.urls import path

from speakers.views import public

urlpatterns = [
    path("speakers/", public.speakers, name="conference_speakers"),
    path("speakers/<slug:code>/", public.speaker, name="conference_speaker"),
    path("photos/<slug:key>.jpg", public.photo, name="conference_photo"),
]
