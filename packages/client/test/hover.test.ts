// Tests the texts that an editor shows for a call: TypeScript 5.9, since 7 has no stable interface for
// editors yet.
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const app = `${folder}app.ts`;
const code = `import type { HighMobilityClient } from "../src/index.ts";
declare const hm: HighMobilityClient;
hm.getVehicleData({ vin: "" });
hm.checkEligibility({ vin: "", brand: "bmw" });
hm.listClearances();
hm.cancelClearance({ vin: "" });
hm.GET("/v1/nowhere");
`;

const service = ts.createLanguageService({
  getCompilationSettings: () => ({
    strict: true,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  }),
  getScriptFileNames: () => [app],
  getScriptVersion: () => "1",
  getScriptSnapshot: (file) => {
    const text = file === app ? code : ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => folder,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (file) => file === app || ts.sys.fileExists(file),
  readFile: ts.sys.readFile,
});

function hover(text: string): { type: string; words: string; tags: readonly string[] } {
  const info = service.getQuickInfoAtPosition(app, code.indexOf(text) + text.length - 1);
  return {
    type: ts.displayPartsToString(info?.displayParts),
    words: ts.displayPartsToString(info?.documentation),
    tags: (info?.tags ?? []).map(({ name }) => name),
  };
}

/** The errors of the compiler for the app, in the order of its lines. */
function problems(): string[] {
  return service
    .getSemanticDiagnostics(app)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test.each([
  {
    at: "hm.getVehicleData",
    type: '(property) getVehicleData: (input: OperationInput<"getVehicleData">, options?: CallOptions) => Promise<OperationResult<"getVehicleData">>',
    words: "Get the latest data of a vehicle\n\nReturns ",
  },
  {
    at: "hm.checkEligibility",
    type: '(property) checkEligibility: (input: EligibilityRequest, options?: CallOptions) => Promise<OperationResult<"checkEligibility">>',
    words: "Check whether a vehicle can deliver data\n\nAsks ",
  },
  {
    at: "hm.listClearances",
    type: '(property) listClearances: (input?: OperationInput<"listClearances"> | undefined, options?: CallOptions) => Promise<OperationResult<"listClearances">>',
    words: "List clearances\n\nReturns ",
  },
])("shows the type and the description of $at in at most 250 characters", ({ at, type, words }) => {
  const shown = hover(at);
  expect(shown.type).toBe(type);
  expect(shown.words).toContain(words);
  expect(shown.type.length + shown.words.length).toBeLessThanOrEqual(250);
});

test("shows the description of a parameter", () => {
  expect(hover("getVehicleData({ vin")).toEqual({
    type: "(property) vin: string",
    words: "Vehicle identification number, 17 characters (ISO 3779).",
    tags: [],
  });
});

test("strikes through a deprecated operation", () => {
  expect(hover("hm.cancelClearance").tags).toContain("deprecated");
});

test("completes the operations after the dot", () => {
  const names = service.getCompletionsAtPosition(app, code.indexOf("getVehicleData"), {})?.entries;
  expect(names?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["getVehicleData", "createClearances", "deleteClearance", "GET"]),
  );
});

test("lists the existing paths if a path is wrong", () => {
  const [message] = problems();
  expect(message).toContain('"/v1/fleets/vehicles" | "/v1/fleets/vehicles/{vin}" | ');
  expect(message).not.toContain("PathTable");
});
