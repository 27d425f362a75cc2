import { posix } from "node:path";
import { compareText } from "../../source/json.ts";
import { identifier } from "./identifier.ts";
import { lineWidth } from "./print-value.ts";

/** The names that are imported or exported from one module. */
export interface ModuleNames {
  readonly from: string;
  readonly values?: readonly string[];
  readonly types?: readonly string[];
}

/** A part of a module: declarations and their imports. */
export interface ModulePart {
  /** `from` is a path relative to the folder of all generated modules. */
  readonly imports: readonly ModuleNames[];
  readonly code: readonly string[];
}

/**
 * Returns the module that consists of the parts.
 * @param file its path relative to the folder of all generated modules
 */
export function printModule(file: string, parts: readonly ModulePart[]): string {
  const imports = merged(parts.flatMap((part) => part.imports)).map(({ from, ...names }) => ({
    ...names,
    from: relativePath(file, from),
  }));
  return [printImports(imports), ...parts.flatMap(({ code }) => code)].join("\n");
}

/** Returns the specifier that imports one module from another, for paths from the same folder. */
export function relativePath(file: string, to: string): string {
  const path = posix.relative(posix.dirname(file), to);
  return path.startsWith(".") ? path : `./${path}`;
}

export function printImports(modules: readonly ModuleNames[]): string {
  return printLines("import", modules);
}

export function printExports(modules: readonly ModuleNames[]): string {
  return printLines("export", modules);
}

/** Returns one entry per module, without duplicate names. */
function merged(modules: readonly ModuleNames[]): readonly ModuleNames[] {
  const byPath = new Map<string, { values: Set<string>; types: Set<string> }>();
  for (const { from, values = [], types = [] } of modules) {
    const names = byPath.get(from) ?? { values: new Set(), types: new Set() };
    for (const name of values) names.values.add(name);
    for (const name of types) names.types.add(name);
    byPath.set(from, names);
  }
  return [...byPath].map(([from, { values, types }]) => ({ from, values: [...values], types: [...types] }));
}

function printLines(keyword: "import" | "export", modules: readonly ModuleNames[]): string {
  const lines = modules
    .filter(({ values = [], types = [] }) => values.length + types.length > 0)
    .toSorted((a, b) => compareText(a.from, b.from))
    .map(({ from, values = [], types = [] }) => {
      const onlyTypes = values.length === 0;
      const names = [
        ...types.map((name) => ({ name: identifier(name), code: onlyTypes ? name : `type ${name}` })),
        ...values.map((name) => ({ name: identifier(name), code: name })),
      ]
        .sort((a, b) => compareText(a.name, b.name))
        .map(({ code }) => code);
      const start = onlyTypes ? `${keyword} type` : keyword;
      const line = `${start} { ${names.join(", ")} } from "${from}";\n`;
      if (line.length <= lineWidth + 1) return line;
      return `${start} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";\n`;
    });
  return lines.join("");
}

/** Returns the declaration of a union type, with line breaks where the formatter would set them. */
export function printUnion(name: string, members: readonly string[]): string {
  if (members.length === 0) return `type ${identifier(name)} = never;\n`;
  const line = `type ${identifier(name)} = ${members.join(" | ")};\n`;
  return line.length <= lineWidth + 1
    ? line
    : `type ${name} =\n${members.map((each) => `  | ${each}`).join("\n")};\n`;
}
