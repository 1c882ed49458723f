"""What all tests share: no figure on the screen, no chance in Hypothesis, long files first."""

import hypothesis
import matplotlib
import pytest

hypothesis.settings.register_profile(
    "infolib", derandomize=True, deadline=None, max_examples=40, database=None
)
hypothesis.settings.load_profile("infolib")

# By call, not by MPLBACKEND: the notebooks' kernels would inherit the variable and
# store no figures any more.
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def no_open_figures():
    yield
    from matplotlib import pyplot as plt

    plt.close("all")


# What takes long comes first, so that at the end no worker sits alone with it.
LONG = [
    "tests/site/test_pages",
    "tests/site/",
    "tests/book/test_freshness",
    "book/",
    "tests/tools/test_refresh",
]


def pytest_collection_modifyitems(items):
    def place(item):
        starts = (i for i, x in enumerate(LONG) if item.nodeid.startswith(x))
        return next(starts, len(LONG))

    items.sort(key=place)
