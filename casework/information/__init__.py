"""The information sheet: who she is, her children, who matters to her, whom to ring, and who else works with her."""
