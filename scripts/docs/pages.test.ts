import { expect, test } from "vitest";
import { propertyRows } from "./property-rows.ts";

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
