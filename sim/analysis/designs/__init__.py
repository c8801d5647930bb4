"""Which parameter values to run, and what their results show: designs, sensitivity, metamodels, robustness."""
