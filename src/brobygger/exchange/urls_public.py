from django.urls import path

from brobygger.exchange.views import public, swaps

app_name = "exchange_public"
urlpatterns = [
    path("byttebors/", public.posts, name="posts"),
    path("byttebors/<int:pk>/", public.post, name="post"),
    path("byttebors/<int:pk>/billede/", public.image, name="image"),
    path("byttebors/<int:pk>/svar/", swaps.answer, name="answer"),
    path("byttebors/<int:pk>/anmeld/", public.report, name="report"),
    path("byttebors/opslag/<str:token>/", public.still, name="still"),
    path("byttebors/bytte/<str:token>/", swaps.swap, name="swap"),
]
