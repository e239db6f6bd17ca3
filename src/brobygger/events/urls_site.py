from django.urls import path

from brobygger.events.views import feeds, public

app_name = "events_site"
urlpatterns = [
    path("arrangementer/", public.all_centres, name="all"),
    path("arrangementer/kalender.ics", feeds.ics, name="ics"),
    path("arrangementer/nyt.rss", feeds.rss, name="rss"),
    path("arrangementer/liste.json", feeds.as_json, name="json"),
    path("arrangementer/indlejret/", feeds.embedded, name="embedded"),
    path("arrangementer/paa-din-side/", feeds.embed_help, name="embed_help"),
    path("arrangementer/komponent.js", feeds.component, name="component"),
]
