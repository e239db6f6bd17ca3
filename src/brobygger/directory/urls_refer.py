from django.urls import path

from brobygger.directory.views import referrals

app_name = "directory_refer"
urlpatterns = [
    path("", referrals.own, name="own"),
    path("ny/", referrals.refer, name="refer"),
    path("<int:pk>/", referrals.referral, name="referral"),
]
