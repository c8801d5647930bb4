"""How a verb ended: the program's exit status."""

OK, UNFINISHED, BAD_INPUT, STOPPED = 0, 1, 2, 130
