from django.urls import path

from brobygger.plan import views_import

urlpatterns = [
    path("planer/importer/", views_import.upload, name="import"),
    path("planer/importer/<int:pk>/", views_import.preview, name="import_preview"),
    path("planer/importer/<int:pk>/fortryd/", views_import.discard, name="import_discard"),
]
