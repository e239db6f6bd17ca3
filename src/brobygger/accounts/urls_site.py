from django.urls import path

from brobygger.accounts import views, views_accessibility, views_colleagues

app_name = "accounts"
urlpatterns = [
    path("invitation/<str:secret>/", views_colleagues.invitation, name="invitation"),
    path("mig/", views.me, name="me"),
    path("demo/log-ind/", views.demo_sign_in, name="demo_sign_in"),
    path("post/", views.post, name="post"),
    path("tilgaengelighed/", views_accessibility.of_the_site, name="accessibility"),
    path("was", views_accessibility.was, name="was"),
]
