import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openapi } from "@high-mobility-ts/schema/openapi";
import { validateDiagnosticsOdometerMessage, validateVehicleData } from "@high-mobility-ts/schema/validators";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import * as z from "zod";
import type { Benchmark } from "../benchmark.ts";
import { vehicle, vin } from "../contestants/payload.ts";
import { timings } from "../timings.ts";
import type { Contestants } from "../turns.ts";

type Schemas = Readonly<Record<string, object>>;

/** Something that says whether a value is what the schema wants. */
type Accepts = (value: unknown) => boolean;

const message = {
  capability: "diagnostics",
  property: "odometer",
  version: 1,
  vin,
  message_id: "5e0b8a9e-6a1b-4c52-9b62-0f3a1c2d4e5f",
  data: {
    diagnostics: {
      odometer: {
        data: { value: 54_321.5, unit: "kilometers" },
        timestamp: "2026-01-02T03:04:05.678Z",
      },
    },
  },
};

const pushFile = join(import.meta.dirname, "../../../../spec/documents/push.yaml");

export const validate: Benchmark = {
  name: "validate",
  measures: "parsing and validating a vehicle response and a push message",
  fairness: [
    "The same JSON text for all, JSON.parse included, against the same schema; all check formats; all reject a wrong value, which is checked before measuring.",
    "ajv compiles at run time (it needs `eval`), before measuring; ours is data that a small interpreter reads, so it runs where `eval` is forbidden and a bundle has only what is imported.",
    "zod's schema is made from the same JSON Schema by z.fromJSONSchema, which takes a schema without `type` for any value: in the push message, what lies below `data` goes unchecked.",
  ],
  packages: ["ajv", "ajv-formats", "zod"],
  losses: {
    "JSON.parse": "it is the floor: nothing is checked.",
    "ajv, compiled":
      "it writes a function for the schema; ours interprets data. The price of that function is `eval` or, generated ahead, a multiple of the bytes (see size).",
    zod: "of the push message it checks only the outermost level.",
  },
  async run(runs) {
    const { schemas: pushSchemas }: { schemas: Schemas } = parse(readFileSync(pushFile, "utf8")).components;
    const schemas: Schemas = openapi.components.schemas;
    return [
      {
        title: "a vehicle, 8 properties",
        unit: "µs",
        better: "less",
        rows: await timings(
          contestants(
            { right: vehicle, wrong: { ...vehicle, diagnostics: { odometer: 7 } } },
            {
              ours: (value) => validateVehicleData(value).valid,
              ...peersFor(schemas, "VehicleData"),
            },
          ),
          { runs },
        ),
      },
      {
        title: "a push message",
        unit: "µs",
        better: "less",
        rows: await timings(
          contestants(
            { right: message, wrong: { ...message, vin: 7 } },
            {
              ours: (value) => validateDiagnosticsOdometerMessage(value).valid,
              ...peersFor(pushSchemas, "diagnostics_get_odometer"),
            },
          ),
          { runs },
        ),
      },
    ];
  },
};

interface Validators {
  readonly ours: Accepts;
  readonly ajv: Accepts;
  readonly zod: Accepts;
}

interface Samples {
  readonly right: object;
  readonly wrong: object;
}

function contestants({ right, wrong }: Samples, { ours, ajv, zod }: Validators): Contestants {
  for (const [name, accepts] of Object.entries({ ours, ajv, zod })) {
    assert.equal(accepts(right), true, `${name} rejects what is right`);
    assert.equal(accepts(wrong), false, `${name} accepts what is wrong`);
  }
  const text = JSON.stringify(right);
  return [
    { name: "@high-mobility-ts/schema", run: () => ours(JSON.parse(text)) },
    { name: "ajv, compiled", note: "needs eval, or a standalone module", run: () => ajv(JSON.parse(text)) },
    {
      name: "zod",
      note: "checks less: a schema without `type` is any value to it",
      run: () => zod(JSON.parse(text)),
    },
    { name: "JSON.parse", note: "no validation", run: () => JSON.parse(text) },
  ];
}

function peersFor(schemas: Schemas, name: string): Pick<Validators, "ajv" | "zod"> {
  const text = JSON.stringify({ $defs: schemas, $ref: `#/$defs/${name}` });
  const root: Record<string, unknown> = JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/"));
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const compiled = ajv.compile(root);
  const zod = z.fromJSONSchema({ $schema: "https://json-schema.org/draft/2020-12/schema", ...root });
  return { ajv: (value) => compiled(value), zod: (value) => zod.safeParse(value).success };
}
