from brobygger.api.addresses import of_rows, patterns

app_name = "api_public"
urlpatterns = [*of_rows(), *patterns()]
