"""Talks to the providers of log-ins: OpenID Connect with Authlib, and the checks that Authlib leaves to us.

May use Flask's request and session, requests, joserfc, and of this room the model, the errors and the rules.
"""
