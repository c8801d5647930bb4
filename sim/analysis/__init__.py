"""Statistics over replications: pure functions on frames, which run nothing.

`statistics` compares, attributes and judges what was run; `designs` chooses the points to run and reads their results.
"""
