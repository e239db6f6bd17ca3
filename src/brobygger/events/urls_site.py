from django.urls import path

from brobygger.events.views import public

app_name = "events_site"
urlpatterns = [path("arrangementer/", public.all_centres, name="all")]
