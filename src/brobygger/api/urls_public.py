from brobygger.api.addresses import patterns

app_name = "api_public"
urlpatterns = patterns()
