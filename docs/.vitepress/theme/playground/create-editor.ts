// The editor with the language service of TypeScript. This module is loaded only with the playground.
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/typescript/register";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import TypeScriptWorker from "monaco-editor/language/typescript/ts.worker?worker";
import * as typescript from "monaco-editor/languages/features/typescript/register";

export interface PlaygroundEditor {
  read(): string;
  write(code: string): void;
  /** Returns the program as JavaScript. */
  compile(): Promise<string>;
  setDark(isDark: boolean): void;
  dispose(): void;
}

/** @param types Declarations by path, such as `@high-mobility-ts/client/index.d.ts`. */
export function createEditor(
  element: HTMLElement,
  { code, types, isDark }: { code: string; types: Readonly<Record<string, string>>; isDark: boolean },
): PlaygroundEditor {
  self.MonacoEnvironment = {
    getWorker: (_id: string, label: string) =>
      label === "typescript" || label === "javascript" ? new TypeScriptWorker() : new EditorWorker(),
  };
  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions({
    target: 99,
    module: 99,
    moduleResolution: 2,
    moduleDetection: 3,
    strict: true,
    skipLibCheck: true,
    noEmit: false,
    allowNonTsExtensions: true,
    baseUrl: "file:///",
    paths: Object.fromEntries(
      Object.keys(types)
        .filter((path) => path.startsWith("entry:"))
        .map((path) => [path.slice("entry:".length), [types[path] ?? ""]]),
    ),
  } as never);
  for (const [path, text] of Object.entries(types))
    if (!path.startsWith("entry:")) defaults.addExtraLib(text, `file:///${path}`);
  // The colors are those of VS Code's themes, with a contrast of at least 4.5.
  monaco.editor.defineTheme("site-light", {
    base: "vs",
    inherit: true,
    rules: [{ token: "comment", foreground: "005f00" }],
    colors: { "editorLineNumber.foreground": "#575757", "editorLineNumber.dimmedForeground": "#575757" },
  });
  monaco.editor.defineTheme("site-dark", {
    base: "vs-dark",
    inherit: true,
    rules: [{ token: "comment", foreground: "8fc478" }],
    colors: { "editorLineNumber.foreground": "#a0a0a0", "editorLineNumber.dimmedForeground": "#a0a0a0" },
  });
  const themeOf = (dark: boolean): string => (dark ? "site-dark" : "site-light");
  const uri = monaco.Uri.parse("file:///main.ts");
  const model = monaco.editor.createModel(code, "typescript", uri);
  const editor = monaco.editor.create(element, {
    model,
    automaticLayout: true,
    minimap: { enabled: false },
    fontSize: 14,
    scrollBeyondLastLine: false,
    theme: themeOf(isDark),
    ariaLabel: "Program",
    fixedOverflowWidgets: true,
  });
  return {
    read: () => model.getValue(),
    write: (text) => model.setValue(text),
    async compile() {
      const worker = await (await typescript.getTypeScriptWorker())(uri);
      const { outputFiles } = await worker.getEmitOutput(uri.toString());
      return outputFiles[0]?.text ?? "";
    },
    setDark: (dark) => monaco.editor.setTheme(themeOf(dark)),
    dispose() {
      editor.dispose();
      model.dispose();
    },
  };
}
