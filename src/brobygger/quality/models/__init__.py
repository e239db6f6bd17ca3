from brobygger.quality.models.frameworks import Framework, Point
from brobygger.quality.models.rounds import Answer, Assessor, Evidence, Improvement, Round, RoundClosed

__all__ = ["Answer", "Assessor", "Evidence", "Framework", "Improvement", "Point", "Round", "RoundClosed"]
