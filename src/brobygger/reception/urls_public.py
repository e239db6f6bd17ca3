from django.urls import path

from brobygger.reception.views import faults

app_name = "reception_public"
urlpatterns = [
    path("lokaler/booking/<str:token>/fejl/", faults.of_booking, name="fault"),
]
