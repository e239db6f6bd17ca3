from django.urls import path

from brobygger.overview import views, views_calendar

app_name = "overview"
urlpatterns = [
    path("", views.start, name="start"),
    path("soeg/", views.search, name="search"),
    path("kalender/", views_calendar.calendar, name="calendar"),
]
