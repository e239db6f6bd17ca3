from django.urls import path

from brobygger.reception.views import faults, own

app_name = "own_reception"
urlpatterns = [
    path("<int:pk>/reception/", own.page, name="page"),
    path("<int:pk>/reception/fejl/", faults.own, name="fault"),
]
