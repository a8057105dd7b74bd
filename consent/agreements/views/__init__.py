"""Pages of agreements and of the forms they are made with."""
