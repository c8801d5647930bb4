"""The documentation site: `make docs` builds it into docs/_build/html, and stops at any warning."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE / "_ext")]

project = "Contact-centre simulator"
author = "The contact-centre simulator's founders"
copyright = f"2026, {author}"  # noqa: A001  Sphinx's name
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "bibliography",
    "declarations",
    "docstrings",
    "mathml",
    "sphinxcontrib.bibtex",
]
exclude_patterns = ["_build"]
language = "en"

# Markdown
myst_enable_extensions = ["amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
myst_number_code_blocks: list[str] = []
suppress_warnings: list[str] = []

# Strictness: a reference that leads nowhere is a warning, and a warning is an error
nitpicky = True
nitpick_ignore_regex = [
    # types of other packages, and of Python, that have no page here
    ("py:.*", r"(np|numpy|npt|pd|pandas|pydantic|matplotlib|scipy|sparse|collections|pathlib|typing)\..*"),
    ("py:.*", r"(ArrayLike|NDArray|BaseModel|Path|Any|Literal|NamedTuple|Mapping|Sequence|DataFrame)(\[.*)?"),
    ("py:.*", r"(Floats|Vector|Matrix)"),
    # of ours, what is declared for its users on other pages: parameters, settings, sections of an experiment's file
    ("py:class", r"sim\.(params\.(Params|run\.Run)|i18n\.translate\.Message|experiment\.questions\.MapPlan)"),
    ("py:class", r"sim\.(config\.experiment_file\.Precision|execution\.cluster\.Cluster)"),
]

# Docstrings
default_role = "code"
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Source", "notes_style")]
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
add_module_names = False

# Formulas and references
math_number_all = False
math_numfig = False
html_math_renderer = "mathml"
bibtex_bibfiles = ["reference/bibliography.bib"]
bibtex_default_style = "with_volumes"
bibtex_reference_style = "author_year"

# Pages: no font, script or picture comes from the network
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}
