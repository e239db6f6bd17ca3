from django.urls import path

from brobygger.surveys.views import public

app_name = "surveys_public"
urlpatterns = [path("spoergeskemaer/<str:token>/", public.answer, name="answer")]
