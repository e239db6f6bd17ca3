from django.urls import path

from brobygger.overview import views

app_name = "front"
urlpatterns = [path("", views.front, name="front")]
