"""The plan: goal → activities → documentation, with targets that are counted; the measure registry; plan documents.

Danish words: aktivitetsplan, indsatsområde, mål, aktivitet, dokumentation, måltal, pejlemærke. The plan counts work through
the registry in :mod:`brobygger.plan.measures` and must never import the contexts that do it.
"""
