"""Experiments: scenarios are run and compared, and give an `answer.Answer`.

From outside import `questions` (experiment files), `runner` (compared scenarios), `methods` (other ways to answer),
`comparison`, `answer`, `external_validation`, `feedback_loops` and `day_profile`.
"""
