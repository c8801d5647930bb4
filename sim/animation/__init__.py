"""The animation: one day of two centres with the same customers, as a replay in a browser. Import `replay` or `event_log`."""
