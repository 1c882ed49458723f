"""`tools/python_for_pages.py`: what it makes of npm's packages or of a folder, and what it says without."""

import hashlib
import io
import json
import sys
import tarfile
import zipfile

import pytest
import python_for_pages

INSIDE = {
    "numpy/__init__.py": b"",
    "numpy/tests/test_all.py": b"",
    "numpy-2.0.1.dist-info/METADATA": b"Name: numpy",
}


@pytest.fixture
def live(tmp_path, monkeypatch):
    monkeypatch.setattr(python_for_pages, "OUT", tmp_path / "_build" / "python")
    monkeypatch.setattr(python_for_pages, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["python_for_pages.py"])
    return python_for_pages


def test_a_conda_package_becomes_a_wheel_the_same_each_time(live, tmp_path):
    conda = tmp_path / "numpy.tar.gz"
    with tarfile.open(conda, "w:gz") as tar:
        for name, data in {**INSIDE, "../../info/about.json": b"{}"}.items():
            entry = tarfile.TarInfo(f"lib/python3.12/site-packages/{name}")
            if name.startswith(".."):
                entry.name = "info/about.json"
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    entry = live.wheel(conda, tmp_path)
    file = tmp_path / entry["file_name"]
    assert file.name.startswith("numpy-2.0.1-")
    packed = zipfile.ZipFile(file).infolist()
    names = ["numpy-2.0.1.dist-info/METADATA", "numpy/__init__.py"]
    assert [part.filename for part in packed] == names
    assert {part.date_time[0] for part in packed} == {1980}  # no clock
    assert entry["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_core_gets_the_function_that_it_lacks(live, tmp_path):
    script = tmp_path / "core.js"
    script.write_text("var wasmImports={a:b};")
    live.mend(script)
    assert script.read_text().startswith("var wasmImports={backtrace:")
    script.write_text("another core")
    with pytest.raises(SystemExit, match=r"core\.js has not one 'wasmImports={'"):
        live.mend(script)


def distribution(folder, live, *packages):
    """Write what stands for a distribution of Pyodide."""
    folder.mkdir()
    for name in live.CORE:
        (folder / name).write_text(name)
    needs = {"numpy": [], "scipy": ["numpy", "blas"], "blas": [], "other": ["numpy"]}
    entries = {
        name: {"depends": needs[name], "file_name": f"{name}.whl"} for name in packages
    }
    for name in packages:
        (folder / f"{name}.whl").write_text(name)
    (folder / live.LOCK).write_text(json.dumps({"info": 1, "packages": entries}))
    return folder


@pytest.fixture
def no_editor(live, monkeypatch):
    monkeypatch.setattr(live, "install", lambda folder: folder)
    monkeypatch.setattr(live, "make_editor", lambda modules, out: None)


@pytest.mark.usefixtures("no_editor")
def test_a_folder_gives_what_the_chapters_use_and_no_more(live, tmp_path, monkeypatch):
    folder = distribution(tmp_path / "full", live, "numpy", "scipy", "blas", "other")
    monkeypatch.setattr(sys, "argv", ["python_for_pages.py", "--pyodide", str(folder)])
    assert live.main() == 0
    lock = json.loads((live.OUT / live.LOCK).read_text())
    assert lock["info"] == 1
    assert sorted(lock["packages"]) == ["blas", "numpy", "scipy"]
    made = {file.name for file in live.OUT.iterdir()}
    wheels = {"numpy.whl", "scipy.whl", "blas.whl"}
    assert made == {*live.CORE, live.LOCK, live.MADE, *wheels}
    # `make book` keeps it.
    monkeypatch.setattr(sys, "argv", ["python_for_pages.py", "--if-possible"])
    monkeypatch.setattr(live, "make_from_npm", lambda out: pytest.fail("made anew"))
    assert live.main() == 0


def test_a_folder_that_lacks_something_is_refused_by_name(live, tmp_path):
    live.OUT.mkdir(parents=True)
    (live.OUT / live.MADE).write_text("what works")
    with pytest.raises(SystemExit, match=r"no distribution of Pyodide: no pyodide\.js"):
        live.make(tmp_path)
    core = distribution(tmp_path / "core", live, "numpy")
    (core / "numpy.whl").unlink()
    with pytest.raises(SystemExit, match=r"has no numpy\.whl: take the full distribut"):
        live.make(core)
    with pytest.raises(SystemExit, match="has no numpy: take the full distribution"):
        live.make(distribution(tmp_path / "none", live, "other"))
    assert (live.OUT / live.MADE).read_text() == "what works"


def test_where_nothing_can_be_had_one_line_says_so(live, monkeypatch, capsys):
    fail = [sys.executable, "-c", "import sys; sys.exit('no network')"]
    monkeypatch.setattr(live, "npm", lambda folder: fail)
    assert live.main() == 1
    monkeypatch.setattr(sys, "argv", ["python_for_pages.py", "--if-possible"])
    assert live.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["No Python on the pages, which npm did not bring: no network"] * 2
    live.OUT.mkdir()
    (live.OUT / live.MADE).write_text("older pins")
    assert live.main() == 0
    assert capsys.readouterr().out.startswith("No new Python on the pages, which npm")
    assert (live.OUT / live.MADE).is_file()


def test_what_was_made_is_kept_until_a_pin_changes(live, monkeypatch):
    made = []

    def make(out):
        made.append(out)
        (out / "pyodide.js").write_text("")

    monkeypatch.setattr(live, "make_from_npm", make)
    assert live.main() == live.main() == 0
    assert len(made) == 1
    monkeypatch.setattr(live, "origin", lambda: "other pins")
    assert live.main() == 0
    assert len(made) == 2


def test_every_package_has_one_version_and_a_hash():
    wanted = json.loads(
        (python_for_pages.PINS / "package.json").read_text(encoding="utf-8")
    )
    lock = json.loads(
        (python_for_pages.PINS / "package-lock.json").read_text(encoding="utf-8")
    )
    whole, *packages = lock["packages"].values()
    assert whole["dependencies"] == wanted["dependencies"]
    for name, version in wanted["dependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert [p for p in packages if not p["integrity"].startswith("sha512-")] == []
