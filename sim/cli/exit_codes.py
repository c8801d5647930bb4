"""Exit status of the program."""

OK, UNFINISHED, BAD_INPUT, STOPPED = 0, 1, 2, 130
