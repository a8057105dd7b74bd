"""Dussk: casework shared by a charity, a drug service and an NHS trauma service, only as far as she agreed."""
