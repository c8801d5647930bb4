"""Statistics over replications: pure functions on frames, without any runs.

`statistics` compares and attributes results; `designs` chooses points to run and analyses their results.
"""
