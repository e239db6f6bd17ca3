from django.urls import path

from brobygger.newsletters.views import public

app_name = "newsletters_public"
urlpatterns = [
    path("nyhedsbreve/", public.sign_up, name="sign_up"),
    path("nyhedsbreve/<int:pk>/", public.letter, name="letter"),
    path("nyhedsbreve/billede/<str:token>/", public.picture, name="picture"),
    path("nyhedsbreve/ud/<str:token>/", public.lead_on, name="lead_on"),
    path("nyhedsbreve/mine/<str:token>/", public.mine, name="mine"),
    path("nyhedsbreve/afmeld/<str:token>/", public.unsubscribe, name="unsubscribe"),
]
