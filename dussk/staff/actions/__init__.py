"""Everything that changes accounts, access and second factors."""
