"""What each explorer asks its reader to try, done: one module of functions an explorer.

A module has `WALKS`: for each sentence of `tasks` in the catalogue, in order, a function
that gets the explorer on a page, does what the sentence says and checks what there is to
be seen.
"""


def type_in(explorer, **values):
    """Give number boxes their values, one after the other, in one step for all."""
    # That they take what is typed by key, test_explorers.py asks of each.
    explorer.evaluate(
        """(x, values) => Object.entries(values).forEach(([name, value]) => {
          const box = x.querySelector(`[data-box=${name}]`);
          if (box.disabled || !box.checkVisibility()) throw Error(`nobody can type into ${name}`);
          box.value = value;
          box.dispatchEvent(new Event("change", { bubbles: true }));
        })""",
        values,
    )
