"""The wall of the sign-in library's second factors."""

from allauth.mfa.models import Authenticator

from dussk.access.walls import ME, Wall, walled

# Read and touched before anyone is known, while she signs in (staff 0). Taken away by herself, or where an
# administrator and her agency's manager have both approved a reset.
walled(
    Wall(
        select=(
            f"({ME} = 0 OR {ME} = {{t}}.user_id"
            " OR (SELECT wall.holds('administrator')) OR (SELECT wall.holds('manager')))"
        ),
        insert=f"{ME} = {{t}}.user_id",
        update=f"({ME} = 0 OR {ME} = {{t}}.user_id)",
        delete=f"({ME} = {{t}}.user_id OR wall.approved('second_factor', {{t}}.user_id, NULL, NULL))",
    )
)(Authenticator)
