"""Keep matplotlib off the screen, and free of figures that a test leaves behind."""

import matplotlib
import pytest

# By call, not by MPLBACKEND: the notebooks' kernels would inherit the variable and
# store no figures any more.
matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def no_open_figures():
    yield
    from matplotlib import pyplot as plt

    plt.close("all")
