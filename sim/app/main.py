"""The app's script, run by Streamlit after every input of a visitor; see `contact-centre app`."""

from sim.app.screen import app

if __name__ == "__main__":  # true when Streamlit runs it; an import draws no page
    app()
