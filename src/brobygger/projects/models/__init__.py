from brobygger.projects.models.projects import Partner, Project

__all__ = ["Partner", "Project"]
