from django.urls import path

from brobygger.exchange.views import exchanges, office

app_name = "exchange"
urlpatterns = [
    path("byttebors/", office.posts, name="posts"),
    path("byttebors/nyt/", office.edit, name="new_post"),
    path("byttebors/<int:pk>/", office.post, name="post"),
    path("byttebors/<int:pk>/ret/", office.edit, name="edit_post"),
    path("byttebors/bytter/", exchanges.exchanges, name="exchanges"),
    path("byttebors/bytter/<int:pk>/", exchanges.exchange, name="exchange"),
    path("byttebors/bytter/<int:pk>/ret/", exchanges.edit, name="edit_exchange"),
    path("byttebors/tal/", exchanges.of_a_year, name="figures"),
]
