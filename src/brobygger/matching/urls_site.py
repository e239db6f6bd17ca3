from django.urls import path

from brobygger.matching.views import feeds, public

app_name = "matching_site"
urlpatterns = [
    path("frivilligjob/", public.all_centres, name="all"),
    path("frivilligjob/nyt.rss", feeds.rss, name="rss"),
    path("frivilligjob/liste.<slug:ending>", feeds.feed, name="feed"),
    path("frivilligjob/indlejret/", feeds.embedded, name="embedded"),
    path("frivilligjob/paa-din-side/", feeds.embed_help, name="embed_help"),
    path("frivilligjob/komponent.js", feeds.component, name="component"),
]
