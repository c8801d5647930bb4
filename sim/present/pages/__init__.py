"""The page that an experiment ends in: question, answer in one sentence, figure, table, how sure, what it does not say."""
