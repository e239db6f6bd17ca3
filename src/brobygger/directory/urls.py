from django.urls import path

from brobygger.directory.views import feeds, figures, guidance, lines, meanings, offers, referrals, translations

app_name = "directory"
urlpatterns = [
    path("tilbud/", offers.offers, name="offers"),
    path("tilbud/nyt/", offers.edit, name="new_offer"),
    path("tilbud/tal/", figures.figures, name="figures"),
    path("tilbud/henvisninger/", referrals.referrals, name="referrals"),
    path("tilbud/hjaelp-nu/", lines.lines, name="lines"),
    path("tilbud/hjaelp-nu/ny/", lines.line, name="new_line"),
    path("tilbud/hjaelp-nu/<int:pk>/", lines.line, name="line"),
    path("tilbud/livssituationer/", meanings.meanings, name="meanings"),
    path("tilbud/livssituationer/ny/", meanings.meaning, name="new_meaning"),
    path("tilbud/livssituationer/<int:pk>/", meanings.meaning, name="meaning"),
    path("tilbud/andre-steder/", feeds.feeds, name="feeds"),
    path("tilbud/andre-steder/ny/", feeds.edit, name="new_feed"),
    path("tilbud/andre-steder/<int:pk>/", feeds.feed, name="feed"),
    path("tilbud/andre-steder/<int:pk>/ret/", feeds.edit, name="edit_feed"),
    path("tilbud/sprog/", translations.languages, name="languages"),
    path("tilbud/<int:pk>/sprog/<slug:language>/", translations.edit, name="translation"),
    path("tilbud/<int:pk>/", offers.offer, name="offer"),
    path("tilbud/<int:pk>/ret/", offers.edit, name="edit_offer"),
    path("tilbud/<int:pk>/handling/", offers.act, name="act"),
    path("vejvisning/", guidance.count, name="guidance"),
]
