from django.urls import path

from brobygger.people import views

app_name = "people"
urlpatterns = [
    path("indstillinger/persondata/", views.search, name="search"),
    path("indstillinger/persondata/<slug:kind>/<int:pk>/", views.subject, name="subject"),
    path("indstillinger/persondata/<slug:kind>/<int:pk>/kopi.json", views.copy, name="copy"),
]
