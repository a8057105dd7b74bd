"""Measures the application on generated rows. Run by ``script/bench``; the application knows nothing of it.

``services`` brings up PostgreSQL and fills it, ``settings`` and ``urls`` are the application's own with Django's admin
beside it, ``visiting`` sends requests and replays what they ran, ``figures`` says what each figure is and its limit.
"""
