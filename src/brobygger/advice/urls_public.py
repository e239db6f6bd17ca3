from django.urls import path

from brobygger.advice.views import public

app_name = "advice_public"
urlpatterns = [
    path("ydelser/", public.catalogue, name="catalogue"),
    path("ydelser/<int:pk>/", public.ask, name="ask"),
    path("ydelser/aftale/<str:token>/", public.appointment, name="appointment"),
    path("viden/", public.shelf, name="shelf"),
    path("viden/<int:pk>/", public.item, name="item"),
    path("viden/sendt/<str:token>/", public.sent, name="sent"),
]
