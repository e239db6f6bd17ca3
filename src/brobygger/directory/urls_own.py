from django.urls import path

from brobygger.directory.views import own

app_name = "own_directory"
urlpatterns = [
    path("<int:pk>/tilbud/", own.offers, name="offers"),
    path("<int:pk>/tilbud/nyt/", own.edit, name="new_offer"),
    path("<int:pk>/tilbud/<int:offer>/", own.edit, name="offer"),
    path("<int:pk>/tilbud/<int:offer>/handling/", own.act, name="act"),
    path("<int:pk>/tilbud/<int:offer>/sprog/<slug:language>/", own.translation, name="translation"),
]
