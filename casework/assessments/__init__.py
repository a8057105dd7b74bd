"""Assessments: how ten areas of her life go, as she says and as her worker sees it, and what was talked about."""
