"""What all tests share: no figure on the screen, no chance in Hypothesis, fair shares."""

import hypothesis
import matplotlib
import pytest
from unchanged import ALL_PAGES, ALWAYS, digest, page_of

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
# In pytest's cache: the tests that passed, each with its page's digest.
GREEN = "site/green"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    def place(item):
        starts = (i for i, x in enumerate(FIRST) if item.nodeid.startswith(x))
        return next(starts, len(FIRST))

    items.sort(key=place)
    cache = getattr(config, "cache", None)  # none with -p no:cacheprovider
    green = cache.get(GREEN, {}) if cache and not ALWAYS else {}
    for item in items:
        if item.nodeid in green and green[item.nodeid] == digest(page_of(item.nodeid)):
            why = "unchanged since it passed; to run all: make test ALL=1"
            item.add_marker(pytest.mark.skip(why))


class Memory:
    """Note which tests of pages pass, in the one process that hears of all."""

    def __init__(self, cache):
        self.cache = cache
        self.green = cache.get(GREEN, {})

    def pytest_runtest_logreport(self, report):
        page = page_of(report.nodeid)
        if not page or "/test_links.py" in report.nodeid:
            return  # a link is good or bad by what is at its other end
        if report.failed:
            self.green.pop(report.nodeid, None)
        elif report.when == "call" and report.passed:
            self.green[report.nodeid] = digest(page)

    def pytest_sessionfinish(self):
        self.cache.set(GREEN, self.green)


def pytest_configure(config):
    if not hasattr(config, "workerinput") and hasattr(config, "cache"):
        config.pluginmanager.register(Memory(config.cache))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a worker a whole file at a time, or of tests/site all of one page."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrPage(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            page = page_of(nodeid)
            one = page and page != ALL_PAGES
            return page if one else nodeid.partition("::")[0]

    return ByFileOrPage(config, log) if config.option.dist == "loadfile" else None
