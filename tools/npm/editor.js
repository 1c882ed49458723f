// The editor of a cell, bundled by tools/python_for_pages.py: CodeMirror, with no more than a cell needs.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// In the type and the colours of the page.
const look = EditorView.theme({
  "&.cm-editor": {
    padding: "0.7rem 0.9rem",
    borderRadius: "0.35rem",
    font: "var(--small) / 1.5 var(--mono)",
    background: "var(--wash)",
  },
  "&.cm-focused": { outline: "2px solid var(--x-p)" },
  ".cm-scroller": { font: "inherit" },
  ".cm-content": { padding: 0, caretColor: "var(--x-ink)" },
  ".cm-line": { padding: 0 },
  "&.cm-focused .cm-matchingBracket": { background: "var(--line)" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--x-mark)" },
  { tag: tags.string, color: "var(--x-good)" },
  { tag: [tags.number, tags.bool], color: "color-mix(in srgb, var(--x-q) 85%, var(--x-ink))" },
  { tag: tags.comment, color: "var(--quiet)" },
]);

const done = (act) => () => {
  act();
  return true;
};

export function editor({ parent, text, label, run, leave, change }) {
  const extensions = [
    keymap.of([
      { key: "Shift-Enter", run: done(run) },
      { key: "Mod-Enter", run: done(run) },
      { key: "Escape", run: done(leave) },
      indentWithTab, // no trap: Escape leaves
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    history(),
    python(),
    indentOnInput(),
    indentUnit.of("    "),
    bracketMatching(),
    EditorState.allowMultipleSelections.of(false),
    syntaxHighlighting(colours),
    look,
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.updateListener.of((update) => update.docChanged && change(String(update.state.doc))),
  ];
  return new EditorView({ parent, doc: text, extensions });
}
