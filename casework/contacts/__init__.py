"""Sessions and their registers, contacts, and what is to be done after them."""
