from django.urls import path

from brobygger.core import views

app_name = "core"
urlpatterns = [
    path("sprog/", views.language, name="language"),
    path("laesbarhed/", views.readable, name="readable"),
    path("farve/<str:colour>.css", views.accent, name="accent"),
]
