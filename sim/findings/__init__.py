"""How measures and differences are presented: names, units, number formats, verdicts. Any module may be imported."""
