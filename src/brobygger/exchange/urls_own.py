from django.urls import path

from brobygger.exchange.views import own

app_name = "own_exchange"
urlpatterns = [
    path("<int:pk>/byttebors/", own.posts, name="posts"),
    path("<int:pk>/byttebors/nyt/", own.post, name="new_post"),
    path("<int:pk>/byttebors/<int:post>/", own.post, name="post"),
]
