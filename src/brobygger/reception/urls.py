from django.urls import path

from brobygger.reception.views import post

app_name = "reception"
urlpatterns = [
    path("reception/post/", post.post, name="post"),
    path("reception/post/skriv/", post.tell, name="tell_of_post"),
    path("reception/post/<int:pk>/fortryd/", post.take_back, name="take_back_post"),
    path("reception/post/forening/<int:pk>/", post.of_organisation, name="post_of"),
    path("reception/post/forening/<int:pk>/fortryd/", post.undo, name="undo_post"),
]
