import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffCommand } from "../src/command/diff.ts";
import { changesetText } from "../src/diff/report/changeset.ts";
import { jsonReport } from "../src/diff/report/json-report.ts";
import { markdownReport } from "../src/diff/report/markdown-report.ts";
import { textReport } from "../src/diff/report/text-report.ts";
import type { JsonObject } from "../src/source/json.ts";
import { comparison, object, text } from "./diff-kit.ts";

/** Texts in every place where a document may have any: paths, parameters, headers, properties, values. */
function document(name: string, version: "old" | "new"): JsonObject {
  const value = { enum: version === "old" ? ["kept"] : ["kept", name] };
  return {
    openapi: "3.1.1",
    servers: version === "old" ? [] : [{ url: `https://${name}` }],
    security: version === "old" ? [] : [{ any: [name] }],
    components: { securitySchemes: { any: { type: "apiKey", in: "header", name } } },
    paths: {
      [`/${name}`]: {
        post: {
          operationId: version === "old" ? "a" : name,
          parameters: version === "old" ? [] : [{ name, in: "query", schema: text }],
          responses: {
            200: {
              headers: version === "old" ? {} : { [name]: { schema: text } },
              content: {
                "application/json": {
                  schema: object({
                    [name]: value,
                    [`x${name}`]: version === "old" ? text : { ...text, pattern: name, default: name },
                  }),
                },
              },
            },
          },
        },
      },
    },
  };
}

const hostile = [
  "</table><img src=x onerror=alert(1)>",
  "a|b|c",
  "`code` ``more`` `",
  "**bold** [link](https://evil.example) ![x](y)",
  "@octocat #1 GH-1",
  "first\nsecond\r\nthird\u2028fourth\u2029fifth\u0085sixth",
  "\u001b[31mred\u001b]0;title\u0007",
  "\u202eevil\u2066\u200b\ufeff",
  "\u007f\u009b31m",
  "~~~\n- major: not a change",
  "__proto__",
  "constructor",
];

/** Matches invisible and misleading characters, except the line breaks of a report. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Returns Markdown without its code spans, in which nothing is formatted. */
function outsideOfCode(markdown: string): string {
  return markdown.replaceAll(/(`+)(?:(?!\1).)+?(?<!`)\1(?!`)/g, "");
}

const releases = [{ name: "@high-mobility-ts/schema", level: "major" as const }];

function check(name: string): void {
  const found = comparison(document(name, "old"), document(name, "new"));
  const { changes } = found;
  expect(changes.length).toBeGreaterThanOrEqual(7);
  const json = jsonReport(found);
  expect(json).not.toMatch(invisible);
  expect(JSON.parse(json)).toMatchObject({ changes: changes.map(({ code, where }) => ({ code, where })) });
  const plain = textReport(found, { colour: false });
  expect(plain).not.toMatch(invisible);
  // A heading, a blank line, a summary, and a line and its reason for each change.
  expect(plain.split("\n")).toHaveLength(2 * changes.length + 3);
  const markdown = markdownReport(found);
  expect(markdown).not.toMatch(invisible);
  const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
  expect(rows).toHaveLength(changes.length + 2);
  for (const row of rows.slice(2)) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(7);
  const changeset = changesetText(changes, releases, undefined);
  expect(changeset).not.toMatch(invisible);
  expect(changeset.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(changes.length);
  for (const written of [markdown, changeset.slice(changeset.indexOf("The API"))])
    expect(outsideOfCode(written)).not.toMatch(/[<>@]|\]\(|!\[/);
  // The text of an unreleased changeset is read again.
  expect(changesetText(changes, releases, changeset)).toBe(changeset);
}

test.each(hostile.map((name) => ({ name })))("%j is shown unchanged", ({ name }) => {
  check(name);
});

test("any text of a document is shown unchanged", () => {
  fc.assert(
    fc.property(
      fc
        .oneof(fc.string({ minLength: 1 }), fc.string({ unit: "binary", minLength: 1 }))
        .filter((name) => !/[{}/]/.test(name)),
      check,
    ),
  );
});

test("a document on the disk is shown unchanged, too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "diff-"));
  try {
    const name = "a|`b`\u001b[31m\u202e@octocat";
    await mkdir(join(folder, ".changeset"));
    for (const version of ["old", "new"] as const)
      await writeFile(join(folder, `${version}.yaml`), JSON.stringify(document(name, version)));
    await diffCommand(
      [
        join(folder, "old.yaml"),
        join(folder, "new.yaml"),
        "--changeset",
        "--out",
        join(folder, ".changeset"),
      ],
      false,
    );
    const changeset = await readFile(join(folder, ".changeset/specification.md"), "utf8");
    expect(changeset).not.toMatch(invisible);
    expect(outsideOfCode(changeset)).not.toContain("@octocat");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
