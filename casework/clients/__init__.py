"""Clients: the women's files, finding them, and who may see them."""
