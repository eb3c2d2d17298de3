"""How good the forecast would have been, beside simpler ones."""
