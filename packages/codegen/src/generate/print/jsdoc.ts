/** What a JSDoc comment says. */
export interface Words {
  /** A line, or none. */
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  /** What comes last: tags, with their `@`. */
  readonly tags?: readonly string[];
}

const width = 100;

/** The inside of a JSDoc comment, between its slashes, or nothing if there are no words. */
export function comment({ summary, description, tags = [] }: Words): readonly string[] {
  const paragraphs = [summary, description, tags.join("\n")].filter((text) => text?.trim());
  const lines = paragraphs
    .join("\n\n")
    .replaceAll("*/", "*\\/")
    .split("\n")
    .flatMap((line) => wrap(line.trimEnd()));
  if (paragraphs.length === 0) return [];
  if (lines.length === 1) return [`* ${lines[0]} `];
  return [`*\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n `];
}

/** Breaks at spaces; what goes on after an item of a list stays inside the item. */
function wrap(line: string): readonly string[] {
  const indent = /^\s*(?:- )?/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = line;
  while (current.length > width) {
    const space = current.lastIndexOf(" ", width);
    const at = space > indent ? space : current.indexOf(" ", width);
    if (at < 0) break;
    lines.push(current.slice(0, at));
    current = " ".repeat(indent) + current.slice(at + 1);
  }
  return [...lines, current];
}

// The types say these already.
const impliedTags = /^@(?:enum|constant)\b/;

/** Reads a comment as openapi-typescript writes it: an entry a line, continued lines indented. */
export function readComment(text: string): Words {
  const entries = text
    .replace(/^\*/, "")
    .replaceAll(/\n \* {5}/g, "\u0000")
    .split("\n")
    .map((line) =>
      line
        .replace(/^ \* ?/, "")
        .replaceAll("\u0000", "\n")
        .trim(),
    )
    .filter((entry) => entry !== "" && !impliedTags.test(entry));
  const isTag = (entry: string): boolean => /^(?:@|Format: )/.test(entry);
  const description = entries.find((entry) => entry.startsWith("@description "));
  return {
    summary: entries.filter((entry) => !isTag(entry)).join("\n"),
    description: description?.slice("@description ".length),
    tags: entries.filter((entry) => isTag(entry) && entry !== description),
  };
}
