from django.urls import path

from brobygger.api import views_settings, views_webhooks

app_name = "api"
urlpatterns = [
    path("indstillinger/programmer/", views_settings.programs, name="programs"),
    path("indstillinger/programmer/ny/", views_settings.new, name="new_token"),
    path("indstillinger/programmer/<int:pk>/", views_settings.token, name="token"),
    path("indstillinger/programmer/<int:pk>/besked/", views_webhooks.new, name="new_webhook"),
    path("indstillinger/programmer/beskeder/<int:pk>/", views_webhooks.webhook, name="webhook"),
    path("indstillinger/programmer/beskeder/<int:pk>/ret/", views_webhooks.edit, name="edit_webhook"),
]
