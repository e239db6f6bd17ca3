from django.urls import path

from brobygger.reception.views import copies, post

app_name = "reception"
urlpatterns = [
    path("reception/post/", post.post, name="post"),
    path("reception/post/skriv/", post.tell, name="tell_of_post"),
    path("reception/post/<int:pk>/fortryd/", post.take_back, name="take_back_post"),
    path("reception/post/forening/<int:pk>/", post.of_organisation, name="post_of"),
    path("reception/post/forening/<int:pk>/fortryd/", post.undo, name="undo_post"),
    path("reception/kopiering/", copies.copies, name="copies"),
    path("reception/kopiering/<int:pk>/fortryd/", copies.take_back, name="take_back_copies"),
    path("reception/kopiering/priser/", copies.prices, name="sheet_prices"),
    path("reception/kopiering/priser/ny/", copies.price, name="new_sheet_price"),
    path("reception/kopiering/priser/<int:pk>/", copies.price, name="sheet_price"),
]
