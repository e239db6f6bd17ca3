from brobygger.api.models import AccessToken, MadeOnce, Webhook, WebhookMessage
from brobygger.core.privacy import OPEN, declare

declare(AccessToken, name=OPEN, digest=OPEN, tail=OPEN, reads=OPEN, writes=OPEN, subjects=("kept_by",))
declare(MadeOnce, key=OPEN, digest=OPEN, resource=OPEN)
declare(Webhook, url=OPEN, about=OPEN, seed=OPEN, seed_before=OPEN)
declare(WebhookMessage, key=OPEN, resource=OPEN, said=OPEN)
