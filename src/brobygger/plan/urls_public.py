from django.urls import path

from brobygger.plan.views import public

app_name = "plan_public"
urlpatterns = [path("plan/", public.public_plan, name="plan")]
