"""Who somebody is: signing in and out, invitations, one's own account, the administrator's pages, the demonstration."""
