"""Members, sign-in, roles: who somebody is in this community."""
