from brobygger.core.forms import ModelForm
from brobygger.matching.models import JobFeed


class JobFeedForm(ModelForm):
    """Where jobs of elsewhere are fetched from."""

    class Meta:
        model = JobFeed
        fields = ["name", "url", "shape", "municipality", "active"]
