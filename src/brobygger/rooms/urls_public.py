from django.urls import path

from brobygger.rooms.views import booking_public, finding, public, screens, waiting

app_name = "rooms_public"
urlpatterns = [
    path("lokaler/find/", finding.find, name="find"),
    path("lokaler/doer/<str:token>/", screens.door, name="door"),
    path("lokaler/i-dag/<str:token>/", screens.house, name="house"),
    path("lokaler/lokale-<str:token>.ics", screens.room_ics, name="room_ics"),
    path("lokaler/forening-<str:token>.ics", screens.organisation_ics, name="organisation_ics"),
    path("lokaler/", public.overview, name="overview"),
    path("lokaler/hos-andre/", public.lent, name="lent"),
    path("lokaler/<int:pk>/", public.room, name="room"),
    path("lokaler/<int:pk>/billede/", public.picture, name="picture"),
    path("lokaler/<int:pk>/book/", booking_public.book, name="book"),
    path("lokaler/venter/<str:token>/", waiting.mine, name="waiting"),
    path("lokaler/booking/<str:token>/", booking_public.booking, name="booking"),
    path("lokaler/booking/<str:token>/flyt/", booking_public.move, name="move"),
    path("lokaler/booking/<str:token>/forlaeng/", booking_public.prolong, name="prolong"),
    path("lokaler/booking/<str:token>/brug/", booking_public.still_used, name="still_used"),
    path("lokaler/booking/<str:token>/aftale.ics", booking_public.ics, name="booking_ics"),
]
