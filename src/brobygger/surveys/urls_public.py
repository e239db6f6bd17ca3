from django.urls import path

from brobygger.surveys.views import by_itself, public

app_name = "surveys_public"
urlpatterns = [
    path("spoergeskemaer/nej-tak/<str:token>/", by_itself.no_thanks, name="no_thanks"),
    path("spoergeskemaer/<str:token>/", public.answer, name="answer"),
]
