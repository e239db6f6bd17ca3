from django.urls import path

from brobygger.groups.views import carrying, public

app_name = "groups_public"
urlpatterns = [
    path("grupper/", public.overview, name="overview"),
    path("grupper/venteliste/", public.wait, name="wait"),
    path("grupper/<int:pk>/", public.group, name="group"),
    path("grupper/min/<str:token>/", public.mine, name="mine"),
    path("grupper/igangsaetter/", carrying.ask_for_link, name="ask_for_link"),
    path("grupper/igangsaetter/<str:token>/", carrying.facilitator, name="facilitator"),
    path("grupper/evaluering/<str:token>/", public.verdict, name="verdict"),
]
