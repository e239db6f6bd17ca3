from django.urls import path

from brobygger.api import views_settings

app_name = "api"
urlpatterns = [
    path("indstillinger/programmer/", views_settings.programs, name="programs"),
    path("indstillinger/programmer/ny/", views_settings.new, name="new_token"),
    path("indstillinger/programmer/<int:pk>/", views_settings.token, name="token"),
]
