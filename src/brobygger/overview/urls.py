from django.urls import path

from brobygger.overview import views, views_calendar, views_trail

app_name = "overview"
urlpatterns = [
    path("", views.start, name="start"),
    path("soeg/", views.search, name="search"),
    path("indstillinger/spor/", views_trail.trail, name="trail"),
    path("kalender/", views_calendar.calendar, name="calendar"),
]
