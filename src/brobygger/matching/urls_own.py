from django.urls import path

from brobygger.matching.views import approving, own

app_name = "own_matching"
urlpatterns = [
    path("<int:pk>/frivilligjob/", own.jobs, name="jobs"),
    path("<int:pk>/frivilligjob/nyt/", own.job, name="new_job"),
    path("<int:pk>/frivilligjob/<int:job>/", own.job, name="job"),
    path("<int:pk>/timer/", approving.own, name="hours"),
]
