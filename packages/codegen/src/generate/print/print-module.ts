import { compareText } from "../../source/json.ts";
import { lineWidth } from "./print-value.ts";

/** What is imported or exported from one module. */
export interface ModuleNames {
  readonly from: string;
  readonly values?: readonly string[];
  readonly types?: readonly string[];
}

export function printImports(modules: readonly ModuleNames[]): string {
  return printLines("import", modules);
}

export function printExports(modules: readonly ModuleNames[]): string {
  return printLines("export", modules);
}

function printLines(keyword: "import" | "export", modules: readonly ModuleNames[]): string {
  const lines = modules
    .toSorted((a, b) => compareText(a.from, b.from))
    .map(({ from, values = [], types = [] }) => {
      const onlyTypes = values.length === 0;
      const names = [...types.map((name) => ({ name, isType: true })), ...values.map((name) => ({ name }))]
        .sort((a, b) => compareText(a.name, b.name))
        .map(({ name, ...rest }) => ("isType" in rest && !onlyTypes ? `type ${name}` : name));
      const start = onlyTypes ? `${keyword} type` : keyword;
      const line = `${start} { ${names.join(", ")} } from "${from}";\n`;
      if (line.length <= lineWidth + 1) return line;
      return `${start} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";\n`;
    });
  return lines.join("");
}

/** Returns the declaration of a union type, with line breaks where the formatter would set them. */
export function printUnion(name: string, members: readonly string[]): string {
  const line = `type ${name} = ${members.join(" | ")};\n`;
  return line.length <= lineWidth + 1
    ? line
    : `type ${name} =\n${members.map((each) => `  | ${each}`).join("\n")};\n`;
}
