"""A test of a page is left out only if nothing that it depends on has changed."""

import unchanged


def test_a_digest_follows_the_page_its_pictures_and_what_all_pages_share(
    tmp_path, monkeypatch
):
    site, root = tmp_path / "html", tmp_path
    for name in (
        *("html/book/a.html", "html/_images/a.png", "html/_images/b.png"),
        *("html/_static/x.css", "infolib/x.py", "tests/x.py", "constraints.txt"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (site / "book/a.html").write_text('<img src="../_images/a.png">')
    monkeypatch.setattr(unchanged, "ROOT", root)
    monkeypatch.setattr(unchanged, "SITE", site)
    monkeypatch.setattr(unchanged, "chromium", lambda: None)
    monkeypatch.setattr(unchanged, "_shared", unchanged._shared.__wrapped__)

    def digest(page="book/a.html"):
        return unchanged.digest.__wrapped__(page)

    before, of_all = digest(), digest(unchanged.ALL_PAGES)
    assert (digest(), digest(unchanged.ALL_PAGES)) == (before, of_all)
    (site / "_images/b.png").write_text("a picture of another page")
    assert digest() == before
    assert digest(unchanged.ALL_PAGES) != of_all
    seen = {before}
    for name in (
        *("html/book/a.html", "html/_images/a.png", "html/_static/x.css"),
        *("infolib/x.py", "tests/x.py", "constraints.txt"),
    ):
        with (root / name).open("a") as file:
            file.write(" ")
        assert digest() not in seen, name
        seen.add(digest())


def test_a_test_of_a_page_is_known_by_its_name():
    page = "book/02-entropy.html"
    for name in (
        f"tests/site/test_pages.py::test_x[http:{page}]",
        f"tests/site/test_accessibility.py::test_x[(1280, 'light')-http:{page}]",
        f"tests/site/test_explorers.py::test_x[{page}-1-design_distribution-mouse]",
    ):
        assert unchanged.page_of(name) == page
    search = "tests/site/test_pages.py::test_the_search_finds_a_chapter[http]"
    assert unchanged.page_of(search) == unchanged.ALL_PAGES
    assert unchanged.page_of(f"tests/book/test_x.py::test_x[{page}]") == ""
