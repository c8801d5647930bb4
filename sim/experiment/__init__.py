"""A question answered: scenarios run, compared and laid out as an `answer.Answer`.

From outside import `questions` (experiment files), `runner` (compared scenarios), `methods` (other ways to answer),
`comparison`, `answer`, `external_validation`, `feedback_loops` and `day_profile`.
"""
