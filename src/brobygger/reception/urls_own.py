from django.urls import path

from brobygger.reception.views import faults, garden, own

app_name = "own_reception"
urlpatterns = [
    path("<int:pk>/reception/", own.page, name="page"),
    path("<int:pk>/reception/fejl/", faults.own, name="fault"),
    path("<int:pk>/reception/have/<int:turn>/", garden.own_turn, name="turn"),
]
