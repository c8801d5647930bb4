"""The desk's script, run anew by Streamlit at every move of a visitor; see `contact-centre app`."""

from sim.app.desk import desk

if __name__ == "__main__":  # as Streamlit calls it; whoever only imports it, as a search for examples does, gets no page
    desk()
