"""What she agreed to: the words she was shown, her choices, her signature, and what she took back."""
