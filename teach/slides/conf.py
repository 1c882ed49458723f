"""Settings of the decks, one for each session. `make slides` builds them into the site.

What makes a page of the book makes a slide: the same formulas, figures, explorers and
cache, from `book/_ext`. What only a deck has is in `_ext/deck.py`.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE / "_ext"), str(ROOT / "book/_ext"), str(ROOT / "tools")]

project = "From Surprise to Likelihood"
author = copyright = "The authors of From Surprise to Likelihood"
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.intersphinx",
    "sphinx_revealjs",
    "fresh",  # a change of infolib, of data or of a pin runs the cells again
    "explorers",  # ships the explorers' runtime
    "formulas",  # typesets the formulas
    "figures",  # figures as SVG in the page's colours
    "deck",  # notes with minutes, votes, what is quoted from the book
]
exclude_patterns = ["_*"]
templates_path = ["_templates"]
html_math_renderer = "katex"  # book/_ext/formulas.py
html_copy_source = False

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "dollarmath"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_timeout = 60
nb_output_stderr = "error"  # nothing may reach stderr on a slide
nb_mime_priority_overrides = [
    ("revealjs", mime, place)
    for place, mime in enumerate(["text/html", "image/svg+xml", "text/plain"])
]

# A link names a label of the book: [](inv:book#entropy-bounds). A deck is one folder below
# the site, as a page of the book is.
intersphinx_mapping = {"book": ("..", str(ROOT / "_build/html/objects.inv"))}
intersphinx_disabled_reftypes = ["*"]  # none but those that say inv:book

revealjs_static_path = ["_static"]
