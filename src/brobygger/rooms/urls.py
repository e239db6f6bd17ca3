from django.urls import path

from brobygger.rooms.views import bookings, equipment, house, waiting

app_name = "rooms"
urlpatterns = [
    path("lokaler/", bookings.day, name="day"),
    path("lokaler/uge/", bookings.week, name="week"),
    path("lokaler/bookinger/", bookings.bookings, name="bookings"),
    path("lokaler/venteliste/", waiting.waits, name="waits"),
    path("lokaler/booking/ny/", bookings.new, name="new"),
    path("lokaler/booking/<int:pk>/", bookings.booking, name="booking"),
    path("lokaler/booking/<int:pk>/flyt/", bookings.move, name="move"),
    path("lokaler/booking/<int:pk>/forlaeng/", bookings.prolong, name="prolong"),
    path("lokaler/booking/<int:pk>/ret/", bookings.edit, name="edit"),
    path("lokaler/booking/<int:pk>/handling/", bookings.act, name="act"),
    path("lokaler/rum/", house.rooms, name="rooms"),
    path("lokaler/rum/nyt/", house.edit_room, name="new_room"),
    path("lokaler/rum/<int:pk>/", house.room, name="room"),
    path("lokaler/rum/<int:pk>/ret/", house.edit_room, name="edit_room"),
    path("lokaler/rum/<int:pk>/slet/", house.delete_room, name="delete_room"),
    path("lokaler/steder/nyt/", house.edit_premises, name="new_premises"),
    path("lokaler/steder/<int:pk>/", house.edit_premises, name="premises"),
    path("lokaler/priser/", house.prices, name="prices"),
    path("lokaler/priser/ny/", house.price_class, name="new_price_class"),
    path("lokaler/priser/<int:pk>/", house.price_class, name="price_class"),
    path("lokaler/vilkaar/nye/", house.terms, name="new_terms"),
    path("lokaler/vilkaar/<int:pk>/", house.terms, name="terms"),
    path("lokaler/hos-andre/", house.lent, name="lent"),
    path("lokaler/hos-andre/nyt/", house.edit_lent, name="new_lent"),
    path("lokaler/hos-andre/<int:pk>/", house.edit_lent, name="edit_lent"),
    path("lokaler/udlaan/", equipment.loans, name="loans"),
    path("lokaler/udlaan/nyt/", equipment.new_loan, name="new_loan"),
    path("lokaler/udlaan/<int:pk>/", equipment.loan, name="loan"),
    path("lokaler/udlaan/<int:pk>/handling/", equipment.act_loan, name="act_loan"),
    path("lokaler/udstyr/", equipment.kinds, name="equipment"),
    path("lokaler/udstyr/nyt/", equipment.edit_kind, name="new_equipment"),
    path("lokaler/udstyr/<int:pk>/", equipment.edit_kind, name="edit_equipment"),
]
