import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const app = `${folder}app.ts`;
const code = `import type { Brand, Clearance, LengthUnit, operations, paths, VehicleData } from "../../schema/src/index.ts";
declare const vehicle: VehicleData;
vehicle.diagnostics?.odometer?.data?.value;
declare const clearance: Clearance;
clearance.status;
let brand: Brand, unit: LengthUnit;
type Get = paths["/v1/fleets/vehicles/{vin}"]["get"];
type Delete = operations["deleteClearance"]["responses"][409];
`;

const service = ts.createLanguageService({
  getCompilationSettings: () => ({
    strict: true,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
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

/** Returns the text that an editor shows for the last character of the first `text`. */
function hover(text: string): { type: string; words: string } {
  const info = service.getQuickInfoAtPosition(app, code.indexOf(text) + text.length - 1);
  return {
    type: ts.displayPartsToString(info?.displayParts),
    words: ts.displayPartsToString(info?.documentation),
  };
}

test("the code under the cursor has no errors", () => {
  expect(service.getSemanticDiagnostics(app).map(({ messageText }) => messageText)).toEqual([]);
});

describe("an editor shows names for a value of a vehicle", () => {
  test.each([
    { at: "vehicle.diagnostics", want: "(property) diagnostics?: DiagnosticsCapability | undefined" },
    {
      at: "?.odometer",
      want: "(property) odometer?: VehicleProperty<LengthQuantity> | undefined",
    },
    { at: "?.data", want: "(property) data?: LengthQuantity | undefined" },
    { at: "?.value", want: "(property) value: number | undefined" },
  ])("$at", ({ at, want }) => {
    expect(hover(at).type).toBe(want);
  });
});

describe("an editor shows a description", () => {
  test.each([
    { name: "for a named type", at: "let brand: Brand", want: "Brand of the vehicle" },
    {
      name: "over a schema",
      at: "const clearance: Clearance",
      want: "Permission to read one vehicle's data",
    },
    {
      name: "for a property, with the meaning of its values",
      at: "clearance.status",
      want: "- `revoking`: ",
    },
    { name: "for a method of a path", at: '["get"', want: "Get the clearance of a vehicle\n\nWhere one" },
    { name: "over an operation", at: '["deleteClearance"', want: "Revoke or cancel the clearance" },
    { name: "over a status", at: "[409", want: "Nothing to remove" },
  ])("$name", ({ at, want }) => {
    expect(hover(at).words).toContain(want);
  });
});

test("an editor shows the values of a unit", () => {
  expect(hover("unit: LengthUnit").type).toContain('type LengthUnit = "meters" | "millimeters" | ');
});
