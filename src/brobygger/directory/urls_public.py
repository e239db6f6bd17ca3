from django.urls import path

from brobygger.directory.views import fed, public, referrals, translations

app_name = "directory_public"
urlpatterns = [
    path("tilbud/", public.find, name="find"),
    path("tilbud/ord/", public.suggest, name="suggest"),
    path("tilbud/indlejret/", public.embedded, name="embedded"),
    path("tilbud/paa-din-side/", public.embed_help, name="embed_help"),
    path("tilbud/liste/", public.shortlist, name="shortlist"),
    path("tilbud/passer/<str:token>/", public.check, name="check"),
    path("henvisning/<str:token>/", referrals.answer, name="answer"),
    path("tilbud/andre-steder/", fed.offers, name="fed_offers"),
    path("tilbud/andre-steder/<int:pk>/", fed.offer, name="fed_offer"),
    path("tilbud/<int:pk>/", public.offer, name="offer"),
    path("tilbud/<int:pk>/billede/", public.image, name="image"),
    path("tilbud/<int:pk>/<slug:language>/", translations.translated, name="translated"),
]
