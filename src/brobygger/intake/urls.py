from django.urls import path

from brobygger.intake import views

app_name = "intake"
urlpatterns = [
    path("flyt-ind/", views.start, name="start"),
    path("flyt-ind/<slug:what>/", views.upload, name="upload"),
    path("flyt-ind/<slug:what>/skabelon/", views.template, name="template"),
    path("flyt-ind/liste/<int:pk>/", views.list_, name="list"),
    path("flyt-ind/liste/<int:pk>/fejl/", views.faults, name="faults"),
]
