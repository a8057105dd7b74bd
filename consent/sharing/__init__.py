"""Who can see what of a woman's file, since when, and files about which she has not answered yet."""
