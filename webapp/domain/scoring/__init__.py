"""From what was seen to a score: events, limits, restoration, and an explanation whose lines add up."""
