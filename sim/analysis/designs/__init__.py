"""Choice of parameter values to run, and analysis of the results: designs, sensitivity, metamodels, robustness."""
