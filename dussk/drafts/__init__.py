"""What was typed and not yet saved, and forms that are saved once however often they are sent."""
