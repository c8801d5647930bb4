"""Which parameter values to run, and what the results say: designs, sensitivity, metamodels, robustness."""
