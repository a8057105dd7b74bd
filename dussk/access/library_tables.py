"""The libraries' own tables: none holds anything about clients. What the application may do with each, and why."""

from dussk.access.walls import leave_open

leave_open("contenttypes.ContentType", "SELECT", "Names of models.")
leave_open("auth.Permission", "", "Django's own permissions are not used.")
leave_open("auth.Group", "", "Django's own groups are not used.")
leave_open("auth.Group_permissions", "", "Django's own groups are not used.")
leave_open(
    "staff.StaffSession",
    "SELECT, INSERT, UPDATE, DELETE",
    "Signed-in browsers, read before anyone is known; no client data.",
)
leave_open("account.EmailAddress", "SELECT", "The sign-in library's own list of addresses, which stays empty.")
leave_open("account.EmailConfirmation", "", "Addresses are given by an administrator, never confirmed by mail.")
leave_open("pghistory.Context", "", "Context is kept in each history row; a shared row could be rewritten.")
leave_open(
    "staff.CacheEntry",
    "SELECT, INSERT, UPDATE, DELETE",
    "How often somebody tried to sign in; counted before anyone is known.",
)
