from django.urls import path

from brobygger.overview import views, views_calendar

app_name = "public"
urlpatterns = [
    path("", views.centre_front, name="centre"),
    path("kalender/<str:token>.ics", views_calendar.calendar_feed, name="calendar_feed"),
]
