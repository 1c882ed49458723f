"""What a checker of types is told: a float, an array, or that it depends."""

import re
import subprocess
import sys
import textwrap

CODE = """
    import numpy as np
    from infolib import *
    from infolib.coding import huffman_lengths, kraft_sum

    p = [0.5, 0.5]
    P = [p, p]
    a = np.array(p)
    reveal_type(information_content(0.5))  # float
    reveal_type(information_content(p))  # array
    reveal_type(information_content(a, base=10))  # array
    reveal_type(binary_entropy(0.5, base=10))  # float
    reveal_type(binary_entropy(a))  # array
    reveal_type(entropy(p))  # float
    reveal_type(entropy((0.5, 0.5), base=10, axis=0))  # float
    reveal_type(entropy(P))  # array
    reveal_type(entropy(p, keepdims=True))  # array
    reveal_type(entropy(a))  # Any
    reveal_type(cross_entropy(p, p))  # float
    reveal_type(cross_entropy(P, p, base=10))  # array
    reveal_type(kl_divergence(p, p))  # float
    reveal_type(kl_divergence(a, p, keepdims=True))  # array
    reveal_type(js_divergence(p, p))  # float
    reveal_type(perplexity(p))  # float
    reveal_type(perplexity(p, p, axis=0))  # float
    reveal_type(perplexity(P))  # array
    reveal_type(logsumexp(p, axis=0))  # float
    reveal_type(logsumexp(p, keepdims=True))  # Any
    reveal_type(cross_entropy_from_logits(p, p, base=10))  # float
    reveal_type(cross_entropy_from_logits(p, p, keepdims=True))  # Any
    reveal_type(nll_from_logits(0, p))  # float
    reveal_type(nll_from_logits([0, 1], P))  # Any
    reveal_type(softmax(P))  # array
    reveal_type(joint_entropy(P))  # float
    reveal_type(conditional_entropy(P, given=0))  # float
    reveal_type(mutual_information(P))  # float
    reveal_type(normalize(p))  # array
    reveal_type(empirical_distribution("ab").probs)  # array
    reveal_type(huffman_lengths(p))  # list[int]
    reveal_type(kraft_sum([1, 1]))  # Fraction
"""


def test_the_types_of_results_are_known(tmp_path):
    file = tmp_path / "calls.py"
    file.write_text(textwrap.dedent(CODE), encoding="utf-8")
    run = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(file)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    expected = [line.rpartition("# ")[2] for line in CODE.splitlines() if "# " in line]
    revealed = []
    # What the checker says of these calls; not of infolib, which "make lint" checks.
    for line in re.findall(r"^.*calls\.py:.*$", done.stdout, re.M):
        assert "Revealed type is" in line, done.stdout
        kind = re.sub(r"\b(builtins|fractions|numpy)\.", "", line.split('"')[1])
        array = re.match(r"ndarray\[.*(float64|floating\[.*64Bit)", kind)
        revealed.append("array" if array else kind)
    assert revealed == expected


def test_the_checker_refuses_a_wrong_option(tmp_path):
    file = tmp_path / "calls.py"
    file.write_text("import infolib\ninfolib.entropy([1.0], bass=2)\n", "utf-8")
    run = [sys.executable, "-m", "mypy", "--strict", str(file)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert "call-overload" in done.stdout
