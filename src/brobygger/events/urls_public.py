from django.urls import path

from brobygger.events.views import door, feeds, kiosk, public

app_name = "events_public"
urlpatterns = [
    path("arrangementer/", public.calendar, name="calendar"),
    path("arrangementer/kalender.ics", feeds.ics, name="ics"),
    path("arrangementer/netvaerk-<str:token>.ics", feeds.network_ics, name="network_ics"),
    path("arrangementer/nyt.rss", feeds.rss, name="rss"),
    path("arrangementer/liste.json", feeds.as_json, name="json"),
    path("arrangementer/indlejret/", feeds.embedded, name="embedded"),
    path("arrangementer/paa-din-side/", feeds.embed_help, name="embed_help"),
    path("arrangementer/<int:pk>/", public.event, name="event"),
    path("arrangementer/<int:pk>/billede/", public.image, name="image"),
    path("arrangementer/<int:pk>/materiale/<int:material>/", public.material, name="material"),
    path("evaluering/<str:token>/", public.feedback, name="feedback"),
    path("arrangementer/<int:pk>/aftale.ics", feeds.event_ics, name="event_ics"),
    path("tilmelding/kalender/<str:token>.ics", feeds.own_ics, name="own_ics"),
    path("tilmelding/<str:token>/", public.signup, name="signup"),
    path("tilmelding/<str:token>/aftale.ics", public.signup_ics, name="signup_ics"),
    path("doer.js", door.worker, name="door_worker"),
    path("indtjekning/<str:token>/", kiosk.kiosk, name="kiosk"),
]
