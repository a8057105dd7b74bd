"""The interface: forms, page parts, template tags, documents. It knows nothing of clients."""
