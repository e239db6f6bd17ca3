from django.urls import path

from brobygger.matching.views import accompaniments, approving, feeds, matches, mine, public, service

app_name = "matching_public"
urlpatterns = [
    path("frivilligjob/", public.jobs, name="jobs"),
    path("frivilligjob/nyt.rss", feeds.rss, name="rss"),
    path("frivilligjob/liste.<slug:ending>", feeds.feed, name="feed"),
    path("frivilligjob/indlejret/", feeds.embedded, name="embedded"),
    path("frivilligjob/paa-din-side/", feeds.embed_help, name="embed_help"),
    path("frivilligjob/besked/", public.tell_me, name="tell_me"),
    path("frivilligjob/besked/<str:token>/", public.told, name="told"),
    path("frivilligjob/stadig/<str:token>/", public.still, name="still"),
    path("frivilligjob/<int:pk>/", public.job, name="job"),
    path("bliv-frivillig/", mine.sign_up, name="sign_up"),
    path("frivillige/svar/<str:token>/", matches.answer, name="answer"),
    path("frivillige/timer/<str:token>/", approving.by_link, name="approve_hours"),
    path("mit/", mine.ask_for_link, name="ask_for_link"),
    path("mit/<str:token>/", mine.mine, name="mine"),
    path("mit/<str:token>/oplysninger/", mine.particulars, name="particulars"),
    path("mit/<str:token>/timer/", service.own_hours, name="own_hours"),
    path("mit/<str:token>/vagter/", service.own_shifts, name="own_shifts"),
    path("mit/<str:token>/aftaler.ics", mine.calendar, name="own_ics"),
    path("mit/<str:token>/samtale/", mine.book, name="book"),
    path("foelgeskab/<str:token>/", accompaniments.along, name="along"),
]
