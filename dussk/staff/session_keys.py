"""What a session keeps: ids and moments, nothing personal."""

#: The agency she works as (its id).
AGENCY = "agency"
#: That a second factor was given for this session.
SECOND_FACTOR = "second_factor"
#: Moments, in seconds. A session locked by hand has no ``seen_at``.
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
CONFIRMED_AT = "confirmed_at"
