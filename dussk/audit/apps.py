from django.apps import AppConfig


class AuditConfig(AppConfig):
    """History and the view log."""

    name = "dussk.audit"
    label = "audit"
