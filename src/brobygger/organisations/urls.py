from django.urls import path

from brobygger.organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisationer/", views.organisations, name="organisations"),
    path("organisationer/ny/", views.organisation, name="new_organisation"),
    path("organisationer/<int:pk>/", views.organisation, name="organisation"),
    path("netvaerk/", views.networks, name="networks"),
    path("netvaerk/nyt/", views.network, name="new_network"),
    path("netvaerk/<int:pk>/", views.network, name="network"),
]
