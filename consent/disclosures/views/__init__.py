"""Views of releases: a file for each thing people do."""
