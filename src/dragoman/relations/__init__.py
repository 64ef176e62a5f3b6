"""The state of relations between powers, from the events on record."""
