from django.urls import path

from brobygger.rooms.views import own

app_name = "own_rooms"
urlpatterns = [
    path("<int:pk>/lokaler/", own.bookings, name="bookings"),
    path("<int:pk>/lokaler/book/", own.book, name="book"),
]
