from django.urls import path

from brobygger.overview import views

app_name = "public"
urlpatterns = [path("", views.centre_front, name="centre")]
