"""Who is here and what may they do: log-ins, sessions, the access log."""
