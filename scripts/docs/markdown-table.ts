/** Returns a table of Markdown, or an empty list if it has no rows. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [[head, head.map(() => "---"), ...rows.map((cells) => cells.map(escapeCell))].map(line).join("\n")];
}

/** Returns a text as VitePress shows it: angle brackets would be read as HTML, and braces as an expression of Vue. */
export function escapeText(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
