"""Invents a country's cases, with the shares and the pace of the published figures; all people in them are invented."""
