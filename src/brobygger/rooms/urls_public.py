from django.urls import path

from brobygger.rooms.views import public

app_name = "rooms_public"
urlpatterns = [
    path("lokaler/", public.overview, name="overview"),
    path("lokaler/hos-andre/", public.lent, name="lent"),
    path("lokaler/<int:pk>/", public.room, name="room"),
    path("lokaler/<int:pk>/billede/", public.picture, name="picture"),
]
