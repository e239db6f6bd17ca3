from django.urls import path

from brobygger.groups.views import public

app_name = "groups_public"
urlpatterns = [
    path("grupper/", public.overview, name="overview"),
    path("grupper/venteliste/", public.wait, name="wait"),
    path("grupper/<int:pk>/", public.group, name="group"),
    path("grupper/min/<str:token>/", public.mine, name="mine"),
    path("grupper/evaluering/<str:token>/", public.verdict, name="verdict"),
]
