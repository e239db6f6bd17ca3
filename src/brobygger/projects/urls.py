from django.urls import path

from brobygger.projects.views import partners, projects

app_name = "projects"
urlpatterns = [
    path("projekter/", projects.projects, name="projects"),
    path("projekter/nyt/", projects.new, name="new"),
    path("projekter/<int:pk>/", projects.project, name="project"),
    path("projekter/<int:pk>/ret/", projects.edit, name="edit"),
    path("projekter/<int:pk>/arbejde/", projects.work, name="work"),
    path("projekter/<int:pk>/partnere/ny/", partners.new, name="new_partner"),
    path("projekter/<int:pk>/partnere/liste.<slug:kind>", partners.partners_file, name="partners_file"),
    path("projekter/partnere/<int:pk>/", partners.edit, name="partner"),
    path("projekter/partnere/<int:pk>/aftale/", partners.agreement, name="agreement"),
]
