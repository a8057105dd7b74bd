"""What she asked to see of what is held about her: clocks, going through it, the pack, and the appointment."""
