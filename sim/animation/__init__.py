"""The stage: one day of two centres, the same customers, as a replay that plays by itself in a browser."""
