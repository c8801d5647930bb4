"""Pages of the methods of an experiment, by what they do: vary parameters, or choose."""
