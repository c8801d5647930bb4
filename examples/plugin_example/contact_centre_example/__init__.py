"""Plug-ins for the contact-centre simulator: two routing policies, a distribution, a mechanism and a measure."""
