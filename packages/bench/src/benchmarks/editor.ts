import type { Benchmark } from "../benchmark.ts";
import { editorFiles, places, plainMembers } from "../contestants/editor-files.ts";
import { type Editor, type EditorFile, openEditor } from "../editor.ts";
import type { Table } from "../table.ts";
import { inTurns, mapContestants, rowOf } from "../turns.ts";
import { emitDeclarations } from "../type-check.ts";

const afterClient = "completion after the client";

/** What the editor asks, by the name of its table; each says how much it got, so that nothing is measured that found nothing. */
const questions: Readonly<Record<string, (editor: Editor) => number>> = {
  [afterClient]: (editor) => editor.completionsAt(places.client),
  "completion inside a body": (editor) => editor.completionsAt(places.body),
  "hover over a call": (editor) => editor.hoverAt(places.hover),
};

/** How often the file changes in one measurement of a warm editor, which takes the median. */
const keystrokes = 21;

/** Single questions are short, and the collections of the editors before fall into them. */
const turnsPerRun = 2;

export const editor: Benchmark = {
  name: "editor",
  measures: "how long an editor waits for TypeScript's language service while an app is written",
  fairness: [
    "TypeScript 5.9 in this process; TypeScript 7 has no stable interface for editors yet.",
    "Cold: a new service reads the app, the declarations and the libraries, and responds to one question. Warm: the same service, after the file was changed, as with each keystroke.",
    "openapi-fetch has the types of the same specification; it has no methods by operation, so ours is measured in both ways.",
  ],
  packages: ["openapi-fetch", "typescript"],
  losses: {
    "openapi-fetch":
      "after the client it lists 11 members, ours 21: a plain interface with as many takes as long.",
  },
  async run(runs) {
    emitDeclarations();
    const tables: Table[] = [];
    for (const [title, ask] of Object.entries(questions)) {
      const turns = runs * turnsPerRun;
      const files = title === afterClient ? ([...editorFiles, plainMembers] as const) : editorFiles;
      const cold = await inTurns(files, turns, (file) => opened(file, ask));
      const editors = new Map(files.map((file) => [file, openEditor(file)]));
      const warm = await inTurns(files, turns, (file) => typed(editorOf(editors, file), ask));
      tables.push({ title: `${title}, cold`, unit: "ms", better: "less", rows: cold });
      tables.push({ title: `${title}, warm`, unit: "ms", better: "less", rows: warm });
    }
    tables.push(hoverTexts());
    return tables;
  },
};

function editorOf(editors: ReadonlyMap<EditorFile, Editor>, file: EditorFile): Editor {
  const found = editors.get(file);
  if (!found) throw new Error(`no editor for ${file.name}`);
  return found;
}

/** Returns the milliseconds of the first question to a new editor. */
function opened(file: EditorFile, ask: (editor: Editor) => number): number {
  globalThis.gc?.();
  const startedAt = performance.now();
  asked(openEditor(file), ask);
  return performance.now() - startedAt;
}

/** Returns the milliseconds of one question. */
function asked(opened: Editor, ask: (editor: Editor) => number): number {
  const startedAt = performance.now();
  if (ask(opened) === 0) throw new Error("the editor shows nothing");
  return performance.now() - startedAt;
}

function typed(opened: Editor, ask: (editor: Editor) => number): number {
  globalThis.gc?.();
  const times = Array.from({ length: keystrokes }, () => {
    opened.type();
    return asked(opened, ask);
  });
  return times.sort((a, b) => a - b)[keystrokes >> 1] ?? 0;
}

function hoverTexts(): Table {
  return {
    title: "hover over a call, text",
    unit: "characters",
    better: "less",
    rows: mapContestants(editorFiles, (file) => rowOf(file, [openEditor(file).hoverAt(places.hover)])),
  };
}
