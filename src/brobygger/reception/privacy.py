from brobygger.core.privacy import declare
from brobygger.reception.models import Post

declare(Post, subjects=("received_by", "ended_by"))
