from django.urls import path

from brobygger.archive import views

app_name = "archive"
urlpatterns = [
    path("indstillinger/tag-med/", views.archives, name="archives"),
    path("indstillinger/tag-med/<int:pk>/", views.archive, name="archive"),
    path("indstillinger/tag-med/<int:pk>/hent/", views.file, name="file"),
]
