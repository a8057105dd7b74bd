"""Checking a password, and whose session it is."""

from datetime import datetime

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from dussk.compiled import compiled
from dussk.staff.models import Post, Staff
from dussk.staff.queries import posts_now


@compiled
def _at_work(staff: int, now: datetime) -> QuerySet[Post]:
    return posts_now(staff, now).select_related("staff", "agency")


class StaffBackend(AuthenticationBackend):
    """The library's backend takes equal time for unknown and wrong; this has no other answer for suspended."""

    def get_user(self, user_id: int) -> Staff | None:
        """Whose session it is, with the posts she holds now (``posts_now``): one query for what each request asks."""
        posts = _at_work(int(user_id), timezone.now())
        if not posts:
            nobody_at_work: Staff | None = super().get_user(user_id)
            return nobody_at_work
        staff = posts[0].staff
        staff.posts_now = posts
        return staff if self.user_can_authenticate(staff) else None

    @classmethod
    def _stash_user(cls, _user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        return None
