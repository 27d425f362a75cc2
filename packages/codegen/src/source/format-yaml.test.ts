import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { CORE_SCHEMA, load } from "js-yaml";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { formatYaml } from "./format-yaml.ts";

/** Reads YAML 1.1 like PyYAML, SnakeYAML and other libraries. */
function readYaml11(text: string): unknown {
  return parse(text, { version: "1.1", merge: true });
}

function readYaml12(text: string): unknown {
  return load(text, { schema: CORE_SCHEMA });
}

test.each([
  ...["on", "off", "Yes", "no", "y", "N", "true", "~", "null", "012", "0o14", "1_000", "0b11", "0x1F"],
  ...["1e3", "12:30:45", "190:20:30.15", "2001-01-01", "2001-01-01T00:00:00Z", ".inf", ".NaN", "=", "<<"],
  ...["", " ", "- a", "a: b", "# a", "&a", "*a", "!a", "%a", "@a", "`a", "a\nb", "a\n", "\ta", "---", "..."],
  ...["a\u0085b", "a\u2028b", "\ufeffa", "a\u007f", "\u202ea", "a\u0000", "a\r\nb", "\u{e0041}", "🚗"],
])("writes the text %j so that both versions of YAML read it", (text) => {
  const yaml = formatYaml({ value: text, list: [text], [text]: 1 }, ["made"]);
  const want = { value: text, list: [text], [text]: 1 };
  expect(readYaml12(yaml)).toEqual(want);
  expect(readYaml11(yaml)).toEqual(want);
});

test.each([1e-7, -1.5e-9, 0.1, 12, -3, 9_007_199_254_740_991, true, false, null])(
  "writes %j so that both versions of YAML read it",
  (value) => {
    const yaml = formatYaml({ value }, []);
    expect(readYaml12(yaml)).toEqual({ value });
    expect(readYaml11(yaml)).toEqual({ value });
  },
);

test("writes any JSON so that both versions of YAML read it", () => {
  const text = fc.string({ unit: "binary" }).filter((each) => !/\p{Surrogate}/u.test(each));
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof({ depthSize: "small" }, text, fc.integer(), fc.boolean(), tie("list"), tie("map")),
    list: fc.array(tie("json")),
    map: fc.dictionary(text, tie("json")),
  }));
  fc.assert(
    fc.property(fc.dictionary(text, json), (value) => {
      const given = JSON.parse(JSON.stringify(value));
      const yaml = formatYaml(given, []);
      expect(readYaml12(yaml)).toEqual(given);
      expect(readYaml11(yaml)).toEqual(given);
    }),
  );
});

test("a comment at the top stays a comment", () => {
  expect(formatYaml({ a: 1 }, ["Facts of x\ny: 2"])).toBe("# Facts of x\\u000ay: 2\na: 1\n");
});

const spec = new URL("../../../../spec/", import.meta.url);

test.each(readdirSync(spec, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml")))(
  "spec/%s reads the same in YAML 1.1 and 1.2",
  (path) => {
    const text = readFileSync(new URL(path, spec), "utf8");
    expect(readYaml11(text)).toEqual(readYaml12(text));
  },
);
