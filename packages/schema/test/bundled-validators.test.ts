import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** Returns the minified bundle of an app that imports some validators. */
async function bundled(imports: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `${imports}; globalThis.result = validate;`,
      resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
      loader: "ts",
    },
    bundle: true,
    minify: true,
    format: "iife",
    platform: "neutral",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

function gzipKilobytes(code: string): number {
  return gzipSync(code, { level: 9 }).length / 1000;
}

test("an app that imports one validator bundles only this validator", async () => {
  const code = await bundled(`import { validateEligibility as validate } from "./validators/index.ts"`);
  expect(code).toContain("data_delivery");
  expect(code).not.toContain("odometer");
  expect(code).not.toContain("kilometers");
  expect(gzipKilobytes(code)).toBeLessThan(3);
});

test("the validator of one capability has less than 8 kB, all validators together less than 70 kB", async () => {
  const own = `import { validateDiagnosticsCapability as validate } from "./validators/index.ts"`;
  const pushed = `import * as validate from "./validators/push/charging.ts"`;
  const all = `import * as validate from "./validators/index.ts"`;
  expect(gzipKilobytes(await bundled(own))).toBeLessThan(8);
  expect(gzipKilobytes(await bundled(pushed))).toBeLessThan(8);
  expect(gzipKilobytes(await bundled(all))).toBeLessThan(70);
});

test("runs without eval and without the globals of a platform", async () => {
  const code = await bundled(`import { validateVehicleData as validate } from "./validators/index.ts"`);
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  runInContext(code, context);
  expect(runInContext(`result({ vin: "VIN" }).valid`, context)).toBe(true);
  expect(runInContext(`result({ vin: 1 }).errors[0].path`, context)).toBe("/vin");
  expect(() => runInContext(`new Function("return 1")`, context)).toThrow("disallowed");
});
