"""The app's script, run by Streamlit at every move of a visitor; see `contact-centre app`."""

from sim.app.desk import desk

if __name__ == "__main__":  # as Streamlit calls it; an import alone draws no page
    desk()
