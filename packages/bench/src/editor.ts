// What an editor asks of TypeScript's language service while an app is written.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { generatedFolder } from "./generated.ts";
import { appConfig } from "./type-check.ts";

/** A file as it stands in the editor; `|` marks the places where the editor asks. */
export interface EditorFile {
  readonly name: string;
  readonly note?: string;
  readonly text: string;
}

export interface Editor {
  /** Changes the file as typing does: what the service knew of it is out of date. */
  type(): void;
  /** How many suggestions there are at the marked place; the first place is 0. */
  completionsAt(place: number): number;
  /** The length of the text over the marked place: its type and its documentation. */
  hoverAt(place: number): number;
}

const mark = /\|/g;

/** Opens a file in a new language service, which has read nothing yet. */
export function openEditor({ name, text }: EditorFile): Editor {
  const folder = join(generatedFolder, `editor-${name.replace(/\W+/g, "-")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(appConfig));
  const file = join(folder, "app.ts");
  const places = [...text.matchAll(mark)].map(({ index }, before) => index - before);
  let content = text.replaceAll(mark, "");
  let version = 1;
  writeFileSync(file, content);
  const { options } = ts.parseJsonConfigFileContent(appConfig, ts.sys, folder);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: (asked) => (asked === file ? String(version) : "1"),
    getScriptSnapshot: (asked) => {
      const read = asked === file ? content : ts.sys.readFile(asked);
      return read === undefined ? undefined : ts.ScriptSnapshot.fromString(read);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const at = (place: number): number => {
    const found = places[place];
    if (found === undefined) throw new RangeError(`${name} has no place ${place}.`);
    return found;
  };
  return {
    type() {
      version++;
      content = `${content}\n// ${version}`;
    },
    completionsAt: (place) => service.getCompletionsAtPosition(file, at(place), {})?.entries.length ?? 0,
    hoverAt(place) {
      const info = service.getQuickInfoAtPosition(file, at(place));
      return `${ts.displayPartsToString(info?.displayParts)}${ts.displayPartsToString(info?.documentation)}`
        .length;
    },
  };
}
