from django.urls import path

from brobygger.overview import views

app_name = "overview"
urlpatterns = [path("", views.start, name="start"), path("soeg/", views.search, name="search")]
