from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "brobygger.projects"
    label = "projects"
