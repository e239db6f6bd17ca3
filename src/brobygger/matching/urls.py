from django.urls import path

from brobygger.matching.views import opportunities

app_name = "matching"
urlpatterns = [
    path("frivilligjob/", opportunities.jobs, name="jobs"),
    path("frivilligjob/nyt/", opportunities.edit, name="new_job"),
    path("frivilligjob/<int:pk>/", opportunities.job, name="job"),
    path("frivilligjob/<int:pk>/ret/", opportunities.edit, name="edit_job"),
]
