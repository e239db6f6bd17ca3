from django.urls import path

from brobygger.events.views import own

app_name = "own_events"
urlpatterns = [path("<int:pk>/arrangementer/", own.events, name="events")]
