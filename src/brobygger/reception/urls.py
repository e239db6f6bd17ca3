from django.urls import path

from brobygger.reception.views import copies, faults, garden, hosts, post, rounds

app_name = "reception"
urlpatterns = [
    path("reception/", hosts.today, name="today"),
    path("reception/vaerter/", hosts.rota, name="hosts"),
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
    path("reception/tilsyn/", rounds.walk, name="walk"),
    path("reception/tilsyn/dage/", rounds.inspections, name="inspections"),
    path("reception/tilsyn/tjekliste/", rounds.points, name="points"),
    path("reception/tilsyn/tjekliste/ny/", rounds.point, name="new_point"),
    path("reception/tilsyn/tjekliste/<int:pk>/", rounds.point, name="point"),
    path("reception/fejl/", faults.faults, name="faults"),
    path("reception/fejl/ny/", faults.new, name="new_fault"),
    path("reception/fejl/<int:pk>/", faults.fault, name="fault"),
    path("reception/fejl/<int:pk>/trin/", faults.step, name="step_fault"),
    path("reception/fejl/<int:pk>/billede/", faults.picture, name="fault_picture"),
    path("reception/have/", garden.garden, name="garden"),
    path("reception/have/<int:pk>/udfoert/", garden.done, name="turn_done"),
]
