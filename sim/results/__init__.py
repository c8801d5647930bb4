"""What is kept of a run: its tables (`result`, `frames`), a results folder (`store`, `full_record`), its state (`status`)."""
