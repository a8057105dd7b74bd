"""Who works here, what they may do, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from dussk.access.asking import Worker
from dussk.staff import factors, session_keys
from dussk.staff.models import AccessRequest, AccountEvent, Agency, Approval, Invitation, Post, Staff, StaffSession
from dussk.staff.roles import Role, needs_two
from dussk.staff.rules import approvals_needed, may_approve_as, yes_counts

_POSTS_HELD = Prefetch("posts", Post.objects.filter(ended_at=None).select_related("agency"), to_attr="posts_held")


def posts_now(staff_id: int, now: datetime) -> QuerySet[Post]:
    """The posts somebody holds at a moment, which is now: those that have ended since are none."""
    return Post.objects.filter(staff=staff_id, ended_at=None, starts_at__lte=now)


def agencies_of(staff: Staff) -> list[Agency]:
    """Where she has posts now, each once, by name."""
    posts = Post.objects.filter(staff=staff, ended_at=None, starts_at__lte=timezone.now()).select_related("agency")
    return sorted({post.agency for post in posts}, key=lambda agency: agency.name)


def roles_held(worker: Worker) -> frozenset[str]:
    """Her roles at the agency she works as."""
    posts = Post.objects.filter(
        staff=worker.staff, agency_id=worker.agency.pk, ended_at=None, starts_at__lte=timezone.now()
    )
    return frozenset(posts.values_list("role", flat=True))


def personas() -> QuerySet[Staff]:
    """Everybody at work in a demonstration, with ``posts_held``."""
    at_work = Post.objects.filter(staff=OuterRef("pk"), ended_at=None)
    return Staff.objects.filter(Exists(at_work), is_active=True).prefetch_related(_POSTS_HELD)


def personas_by_agency() -> list[tuple[str, list[Staff]]]:
    """The same under the name of the first agency each works for."""
    groups: dict[str, list[Staff]] = {}
    for persona in personas():
        groups.setdefault(persona.posts_held[0].agency.name, []).append(persona)  # type: ignore[attr-defined]
    order = [role.value for role in Role]
    for group in groups.values():
        group.sort(key=lambda persona: order.index(persona.posts_held[0].role))  # type: ignore[attr-defined]
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def people(worker: Worker) -> QuerySet[Staff]:
    """Accounts she looks after, with ``posts_held`` and whether she was ``invited`` and has not come yet.

    An administrator looks after every one, a manager after those of her agency.
    """
    invitations = Invitation.objects.filter(staff=OuterRef("pk"), used_at=None)
    everybody = Staff.objects.annotate(invited=Exists(invitations)).prefetch_related(_POSTS_HELD)
    roles = roles_held(worker)
    if Role.ADMINISTRATOR in roles:
        return everybody
    if Role.MANAGER not in roles:
        return everybody.none()
    here = worker.agency
    posts = Post.objects.filter(agency=here).values("staff")
    asked = AccessRequest.objects.filter(agency=here).values("staff")
    return everybody.filter(Q(pk__in=posts) | Q(pk__in=asked))


def may_ask_at(worker: Worker, agency: Agency) -> bool:
    """Whether she can ask for access at this agency: as administrator, or as its manager."""
    roles = roles_held(worker)
    return Role.ADMINISTRATOR in roles or (Role.MANAGER in roles and agency.pk == worker.agency.pk)


def agencies_to_ask_at(worker: Worker) -> QuerySet[Agency]:
    """The agencies at which she can ask for access."""
    if Role.ADMINISTRATOR in roles_held(worker):
        return Agency.objects.all()
    return Agency.objects.filter(pk=worker.agency.pk)


@dataclass(frozen=True)
class Asked:
    """An access request and how it stands.

    ``missing`` says whose approval it still needs; ``may_give`` as what she who looks can approve it, or None.
    ``taken_up``: whether the person has a second factor, and so is at her account. ``waits_for_her``: it is done only
    when she is; ``may_give_then``: she who looks can approve it then. ``lapsed``: an approval of it counts no more, so
    that it can only be refused and asked for anew.
    """

    request: AccessRequest
    missing: tuple[str, ...]
    may_give: str | None
    hers: bool
    taken_up: bool
    waits_for_her: bool
    may_give_then: bool
    lapsed: bool


def needed(request: AccessRequest) -> frozenset[str]:
    """The approvals that a request needs."""
    reset = request.kind == AccessRequest.Kind.SECOND_FACTOR
    return approvals_needed(second_factor=reset, reads=not reset and needs_two(Role(request.role)))


def standing(worker: Worker, wanted: Iterable[AccessRequest]) -> list[Asked]:
    """How each request stands, and what ``worker`` can do about it."""
    holds, wanted = roles_held(worker), list(wanted)
    at_their_accounts = factors.owners_among(request.staff_id for request in wanted)
    return [_asked(worker, holds, request, taken_up=request.staff_id in at_their_accounts) for request in wanted]


def _asked(worker: Worker, holds: frozenset[str], request: AccessRequest, *, taken_up: bool) -> Asked:
    approvals = list(request.approvals.all())
    given = {approval.given_as for approval in approvals}
    hers = request.staff_id == worker.staff.pk
    wanted = needed(request)
    may_give = partial(
        may_approve_as,
        wanted,
        given,
        holds,
        her_agency=request.agency_id == worker.agency.pk,
        had_her_say=hers or any(approval.approver_id == worker.staff.pk for approval in approvals),
    )
    lapsed = not all(_counts(approval, request) for approval in approvals)
    now, then = may_give(taken_up=taken_up), may_give(taken_up=True)
    return Asked(
        request=request,
        missing=tuple(Role(role).label for role in sorted(wanted - given)),
        may_give=None if lapsed else now,
        hers=hers,
        taken_up=taken_up,
        waits_for_her=not taken_up and Role.MANAGER in wanted,
        may_give_then=now is None and then is not None,
        lapsed=lapsed,
    )


def _counts(approval: Approval, request: AccessRequest) -> bool:
    approver = approval.approver
    held = {
        post.role
        for post in approver.posts.all()
        if post.ended_at is None and (post.role == Role.ADMINISTRATOR or post.agency_id == request.agency_id)
    }
    return yes_counts(approval.given_as, approval.at, timezone.now(), active=approver.is_active, holds=held)


def requests() -> QuerySet[AccessRequest]:
    """Every request she may see, with what :func:`standing` looks at."""
    found = AccessRequest.objects.select_related("staff", "agency", "asked_by")
    return found.prefetch_related("approvals__approver__posts")


def _open_requests() -> QuerySet[AccessRequest]:
    return requests().filter(done_at=None, refused_at=None)


def requests_for(worker: Worker) -> list[Asked]:
    """What waits for an approval that she can give."""
    return [asked for asked in standing(worker, _open_requests()) if asked.may_give]


def open_requests_about(worker: Worker, staff: Staff) -> list[Asked]:
    """What has been asked for somebody and not answered yet."""
    return standing(worker, _open_requests().filter(staff=staff))


def closed_requests_about(staff: Staff) -> QuerySet[AccessRequest]:
    """What was given or refused, latest first."""
    closed = AccessRequest.objects.filter(staff=staff).exclude(done_at=None, refused_at=None)
    return closed.select_related("agency", "asked_by", "refused_by").prefetch_related("approvals__approver")


def events_of(staff: Staff) -> QuerySet[AccountEvent]:
    """What happened to her account, latest first. The wall shows it to herself and to administrators."""
    return AccountEvent.objects.filter(staff=staff).select_related("by")


def open_invitation(staff: Staff) -> Invitation | None:
    """Her way in that is still good."""
    return Invitation.objects.filter(
        staff=staff, used_at=None, cancelled_at=None, expires_at__gt=timezone.now()
    ).first()


@dataclass(frozen=True)
class SignedIn:
    """A browser she is signed in with."""

    began: datetime
    last_used: datetime | None
    agency: Agency | None
    this_one: bool


def sessions_of(staff: Staff, this_key: str) -> list[SignedIn]:
    """Where she is signed in, the latest first.

    Args:
        this_key: the digest of the session that asks.
    """
    agencies = {agency.pk: agency for agency in agencies_of(staff)}
    found = []
    for row in StaffSession.objects.filter(staff=staff, expire_date__gt=timezone.now()):
        data = row.get_decoded()
        if session_keys.SIGNED_IN_AT in data:
            seen = data.get(session_keys.SEEN_AT)
            found.append(
                SignedIn(
                    began=datetime.fromtimestamp(data[session_keys.SIGNED_IN_AT], UTC),
                    last_used=datetime.fromtimestamp(seen, UTC) if seen else None,
                    agency=agencies.get(data.get(session_keys.AGENCY, 0)),
                    this_one=row.session_key == this_key,
                )
            )
    return sorted(found, key=lambda each: each.began, reverse=True)


def factors_of(staff: Staff) -> list[str]:
    """What second factors somebody has, in words, for whoever looks after her account."""
    words = {
        factors.Kind.TOTP: "App on a phone",
        factors.Kind.WEBAUTHN: "Passkey",
        factors.Kind.RECOVERY_CODES: "Recovery codes",
    }
    return [words[factors.Kind(each.type)] for each in factors.held(staff)]
