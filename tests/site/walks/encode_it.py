"""The tasks of the files that an arithmetic coder makes."""

import re

from infolib.data import zen_of_python
from infolib.explorers import codes


def _bits(explorer, key):
    text = explorer.locator(f"[data-value={key}]").text_content()
    return float(re.match(r"[\d.]+", text)[0])


def _models(explorer):
    """Choose one model after the other; return the bits of each file."""
    found = {}
    for model in codes.MODELS:
        explorer.locator(f"[data-control=model][value={model}]").check()
        found[model] = _bits(explorer, "measured")
        assert found[model] - 16 < _bits(explorer, "predicted") <= found[model] + 0.05
    return found


def the_smallest_file(explorer):
    found = _models(explorer)
    assert min(found, key=found.get) == "pairs"
    assert "fewer bits than the entropy" in explorer.locator(".x-says").text_content()
    assert max(found, key=found.get) == "uniform"
    # A table beforehand costs more than to learn on the way.
    assert found["adaptive"] < found["shares"]


def shuffled(explorer):
    before = _models(explorer)
    explorer.get_by_role("button", name="Shuffle").click()
    text = explorer.locator("textarea").input_value()
    assert text != zen_of_python()
    assert sorted(text) == sorted(zen_of_python())
    after = _models(explorer)
    for model in ("uniform", "english", "shares", "adaptive"):
        assert abs(after[model] - before[model]) <= 8  # but for the last byte
    assert after["pairs"] > before["pairs"] + 500


def there_and_back(explorer):
    page, box = explorer.page, explorer.locator("textarea")
    box.fill("Two coffees ☕☕, 请.")
    explorer.locator("[data-control=model][value=adaptive]").check()
    with page.expect_download() as download:
        explorer.get_by_role("button", name="Download").click()
    path = download.value.path()
    assert path.read_bytes() == codes.encode("Two coffees ☕☕, 请.", "adaptive")
    assert download.value.suggested_filename == "encoded.bin"
    box.fill("")
    assert explorer.locator("[data-value=floor]").text_content() == "no text"
    explorer.locator("[data-control=model][value=uniform]").check()
    explorer.locator("input[type=file]").set_input_files(path)
    says = explorer.locator(".x-says")
    says.get_by_text("Decoded").wait_for()
    assert box.input_value() == "Two coffees ☕☕, 请."
    assert explorer.locator("[data-control=model][value=adaptive]").is_checked()
    # As text, too; and what is no file is refused.
    paste = explorer.locator("input[type=text]:not([readonly])")
    paste.fill("AAFh")
    paste.press("Enter")
    assert box.input_value() == "a"
    for wrong in ("AAFhYQ==", "no file!"):
        paste.fill(wrong)
        paste.press("Enter")
        assert "no file of this explorer" in says.text_content()
        assert box.input_value() == "a"
    # A link cannot hold a long text, and says so.
    page.wait_for_function("location.hash.includes('text=a')")
    box.fill("long " * 1000)
    page.wait_for_function("!location.hash.includes('text=')")
    assert "no part of the link" in says.text_content()


WALKS = [the_smallest_file, shuffled, there_and_back]
