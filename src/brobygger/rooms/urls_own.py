from django.urls import path

from brobygger.rooms.views import own, own_equipment

app_name = "own_rooms"
urlpatterns = [
    path("<int:pk>/lokaler/", own.bookings, name="bookings"),
    path("<int:pk>/lokaler/book/", own.book, name="book"),
    path("<int:pk>/udstyr/", own_equipment.loans, name="loans"),
    path("<int:pk>/udstyr/laan/", own_equipment.borrow, name="borrow"),
]
