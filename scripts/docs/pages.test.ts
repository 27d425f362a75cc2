import { expect, test } from "vitest";
import { operationsPage } from "./operations-page.ts";
import { propertyRows } from "./property-rows.ts";

test("an operation has its call, parameters and statuses, and no text that a page would run", () => {
  const page = operationsPage([
    {
      id: "getThing",
      method: "GET",
      path: "/v1/things/{id}",
      tag: "things",
      scopes: ["things:read"],
      deprecated: false,
      rateLimit: { calls: 60, periodSeconds: 60 },
      title: "Get a thing",
      description: "Returns it",
      parameters: [{ name: "id", description: "a | b <script> {{ x }}", required: true }],
      body: null,
      responses: [{ status: 404, description: "no thing" }],
    },
  ]);
  expect(page).toContain("### getThing");
  expect(page).toContain("`GET /v1/things/{id}`, scope `things:read`, at most 60 calls in 60 s");
  expect(page).toContain("await hm.getThing({ id });");
  expect(page).toContain("| `id` | a \\| b &lt;script> &#123;&#123; x }} |");
  expect(page).toContain("| 404 | no thing |");
});

test("a property is found by its name, title, meaning, unit and values", () => {
  const [row] = propertyRows([
    {
      name: "diagnostics",
      title: "Diagnostics",
      properties: [
        {
          name: "odometer",
          title: "Odometer",
          description: "Distance driven",
          deprecated: false,
          ways: ["rest"],
          hasItems: false,
          value: { type: "quantity", values: [], units: ["kilometers", "miles"] },
        },
      ],
    },
  ]);
  expect(row).toMatchObject({ name: "diagnostics.odometer", value: "number in kilometers, miles" });
  for (const word of ["diagnostics.odometer", "distance", "miles"]) expect(row?.text).toContain(word);
});
