"""What each explorer asks its reader to try, done: one module of functions an explorer.

A module has `WALKS`: for each sentence of `tasks` in the catalogue, in order, a function
that gets the explorer on a page, does what the sentence says and checks what there is to
be seen.
"""


def type_in(explorer, **values):
    """Type values into number boxes, as a reader does, one after the other."""
    for name, value in values.items():
        box = explorer.locator(f"[data-box={name}]")
        box.fill(str(value))
        box.press("Enter")
