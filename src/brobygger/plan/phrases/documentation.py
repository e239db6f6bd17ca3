"""Which measures answer a means of verification."""


def suggest_measures(documentation_text: str) -> list[str]:
    """Measure keys that ``documentation_text`` asks for, best first."""
    return []
