from django.urls import path

from brobygger.reception.views import own

app_name = "own_reception"
urlpatterns = [
    path("<int:pk>/reception/", own.page, name="page"),
]
