// The editor of a cell, bundled by tools/live.py: CodeMirror, with no more than a cell needs.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

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
    syntaxHighlighting(classHighlighter),
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.updateListener.of((update) => update.docChanged && change(String(update.state.doc))),
  ];
  return new EditorView({ parent, doc: text, extensions });
}
