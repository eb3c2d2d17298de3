"""The planner's public JSON interface, in the language that existing programs speak; see docs/oap-interface.md."""
