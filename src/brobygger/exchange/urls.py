from django.urls import path

from brobygger.exchange.views import office

app_name = "exchange"
urlpatterns = [
    path("byttebors/", office.posts, name="posts"),
    path("byttebors/nyt/", office.edit, name="new_post"),
    path("byttebors/<int:pk>/", office.post, name="post"),
    path("byttebors/<int:pk>/ret/", office.edit, name="edit_post"),
]
