"""Checking a password."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser


class StaffBackend(AuthenticationBackend):
    """The library's backend takes equal time for unknown and wrong; this has no other answer for suspended."""

    @classmethod
    def _stash_user(cls, _user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        return None
