"""What all tests share: no figure on the screen, no chance in Hypothesis, fair shares."""

import re

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
FIRST = [
    "tests/site/",
    "tests/book/test_freshness",
    "book/",
    "tests/tools/test_refresh",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    def place(item):
        starts = (i for i, x in enumerate(FIRST) if item.nodeid.startswith(x))
        return next(starts, len(FIRST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a worker a whole file at a time, or of tests/site all of one page."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrPage(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file, _, test = nodeid.partition("::")
            page = re.search(r"\[.*?([\w-]+\.html)", test)
            return page[1] if page and "/site/" in file else file

    return ByFileOrPage(config, log) if config.option.dist == "loadfile" else None
