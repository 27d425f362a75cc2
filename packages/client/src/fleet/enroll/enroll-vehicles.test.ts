import type { FleetVehicle } from "@high-mobility-ts/schema";
import { expect, expectTypeOf, test } from "vitest";
import { collect, fakeFleet, vehiclesOf, vinOf } from "../../../test/fake-fleet.ts";
import { readVehicleCsv } from "../csv/read-vehicle-csv.ts";
import { enrollVehicles } from "./enroll-vehicles.ts";
import type { CheckpointStore, EnrollmentCheckpoint, EnrollmentProgress } from "./enrollment.ts";
import type { VehicleToEnroll } from "./vehicle-row.ts";

/** A store that records every saved checkpoint. */
function memoryStore(): CheckpointStore & { saved: EnrollmentCheckpoint[] } {
  const saved: EnrollmentCheckpoint[] = [];
  return {
    saved,
    load: async () => saved.at(-1),
    save: async (checkpoint) => {
      saved.push(checkpoint);
    },
  };
}

function posted(fleet: ReturnType<typeof fakeFleet>): string[] {
  return fleet.requests.filter(({ method }) => method === "POST").flatMap(({ vins }) => vins);
}

test("yields one outcome for each vehicle, in batches", async () => {
  const fleet = fakeFleet();
  const progress: EnrollmentProgress[] = [];
  const outcomes = await collect(
    enrollVehicles(fleet.hm, vehiclesOf(25), { batchSize: 10, onProgress: (now) => progress.push(now) }),
  );
  expect(outcomes.map(({ vin }) => vin).sort()).toEqual(
    vehiclesOf(25)
      .map(({ vin }) => vin)
      .sort(),
  );
  expect(outcomes.every(({ outcome }) => outcome === "accepted")).toBe(true);
  expect(fleet.requests.map(({ vins }) => vins.length).sort()).toEqual([10, 10, 5].sort());
  expect(progress.at(-1)).toEqual({
    read: 25,
    accepted: 25,
    rejected: 0,
    invalid: 0,
    duplicate: 0,
    failed: 0,
  });
});

test("does not send invalid vehicles, and says why", async () => {
  const fleet = fakeFleet();
  const rows = [
    { vin: vinOf(1), brand: "bmw" },
    { vin: "1HMCF6112HA3FBBC", brand: "bmw" },
    { vin: "WVWZZZ1KZ9W00000-", brand: "bmw" },
    { vin: vinOf(2), brand: "" },
    { vin: vinOf(3) },
  ] as FleetVehicle[];
  const outcomes = await collect(enrollVehicles(fleet.hm, rows));
  expect(posted(fleet)).toEqual([vinOf(1)]);
  expect(outcomes.sort((a, b) => a.index - b.index)).toMatchObject([
    { outcome: "accepted" },
    { outcome: "invalid", problems: ["the VIN has 16 characters, not 17"], hints: [] },
    { outcome: "invalid", problems: ['the VIN has "-", which a VIN cannot contain'] },
    { outcome: "invalid", problems: ["the brand is missing"] },
    { outcome: "invalid", problems: ["the brand is missing"] },
  ]);
});

test("sends unusual VINs and brands, in capitals, with hints for programs", async () => {
  const fleet = fakeFleet();
  const bodies: unknown[] = [];
  fleet.intercept = ({ body }) => {
    bodies.push(body);
    return undefined;
  };
  const rows = [
    { vin: "1hmabc2de3fgh4ioe", brand: "hyundai", tags: { depot: "Berlin" } },
    { vin: "1M8GDM9A1KP042788", brand: "merzedes-benz" },
  ];
  const outcomes = await collect(enrollVehicles(fleet.hm, rows));
  expect(bodies).toEqual([
    {
      vehicles: [
        { vin: "1HMABC2DE3FGH4IOE", brand: "hyundai", tags: { depot: "Berlin" } },
        { vin: "1M8GDM9A1KP042788", brand: "merzedes-benz" },
      ],
    },
  ]);
  expect(outcomes).toMatchObject([
    {
      outcome: "accepted",
      vin: "1HMABC2DE3FGH4IOE",
      hints: [
        { code: "vin-lower-case", suggestion: "1HMABC2DE3FGH4IOE" },
        { code: "vin-letter" },
        { code: "brand-unknown" },
      ],
    },
    {
      outcome: "accepted",
      hints: [{ code: "vin-check-digit" }, { code: "brand-unknown", suggestion: "mercedes-benz" }],
    },
  ]);
  // The object of the caller must not change.
  expect(rows[0]?.vin).toBe("1hmabc2de3fgh4ioe");
});

test("a VIN in small letters is the same VIN", async () => {
  const fleet = fakeFleet();
  const vin = vinOf(1);
  const rows = [vin, vin.toLowerCase()].map((one) => ({ vin: one, brand: "bmw" }));
  expect(await collect(enrollVehicles(fleet.hm, rows))).toMatchObject([
    { vin, outcome: "duplicate", hints: [{ code: "vin-lower-case" }, { code: "vin-check-digit" }] },
    { vin, outcome: "accepted" },
  ]);
});

test("the type of brands lists known brands and accepts any text", () => {
  expectTypeOf<"hyundai">().toExtend<VehicleToEnroll["brand"]>();
  expectTypeOf<Extract<VehicleToEnroll["brand"], "bmw">>().toEqualTypeOf<"bmw">();
  // @ts-expect-error: a brand is required
  const vehicle: VehicleToEnroll = { vin: vinOf(1) };
  expect(vehicle.vin).toBe(vinOf(1));
});

test("a duplicate VIN is reported and not sent again, anywhere in the source and after a crash", async () => {
  const fleet = fakeFleet();
  const checkpoint = memoryStore();
  const options = { batchSize: 2, concurrency: 1, checkpoint };
  const vehicles = [0, 0, 1, 2, 3, 1, 4, 0].map(
    (number): FleetVehicle => ({ vin: vinOf(number), brand: "bmw" }),
  );
  const first = enrollVehicles(fleet.hm, vehicles, options);
  const before = [(await first.next()).value, (await first.next()).value, (await first.next()).value];
  await first.return();
  const after = await collect(enrollVehicles(fleet.hm, vehicles, options));
  const outcomes = new Map([...before, ...after].map((one) => [one?.index, one?.outcome]));
  expect([...outcomes].sort().map(([, outcome]) => outcome)).toEqual([
    "accepted",
    "duplicate",
    "accepted",
    "accepted",
    "accepted",
    "duplicate",
    "accepted",
    "duplicate",
  ]);
  expect(posted(fleet).sort()).toEqual([0, 1, 2, 3, 4].map(vinOf).sort());
});

test("a VIN is sent from its first valid line", async () => {
  const fleet = fakeFleet();
  const rows = [
    { line: 2, vehicle: { vin: vinOf(1), brand: "" } },
    { line: 3, vehicle: { vin: vinOf(1), brand: "bmw" } },
    { line: 4, vehicle: { vin: vinOf(1), brand: "mini" } },
  ];
  const outcomes = await collect(enrollVehicles(fleet.hm, rows));
  expect(outcomes.sort((a, b) => a.index - b.index)).toMatchObject([
    { line: 2, outcome: "invalid" },
    { line: 3, outcome: "accepted" },
    { line: 4, outcome: "duplicate", vin: vinOf(1) },
  ]);
});

test("enrolls from CSV, and reports a broken line with its number", async () => {
  const fleet = fakeFleet();
  const csv = `\uFEFFbrand;vin\r\nvolkswagen;${vinOf(1)}\r\n"volkswagen;${vinOf(2)}\r\n"volkswagen";"${vinOf(3)}"`;
  const outcomes = await collect(enrollVehicles(fleet.hm, readVehicleCsv([new TextEncoder().encode(csv)])));
  expect(outcomes.sort((a, b) => a.index - b.index)).toMatchObject([
    { line: 2, outcome: "accepted", vin: vinOf(1) },
    {
      line: 3,
      outcome: "invalid",
      problems: ["the line has a quoted field that does not end, or continues after its end"],
    },
    { line: 4, outcome: "accepted", vin: vinOf(3) },
  ]);
});

test("closes a CSV's source when the consumer leaves the loop", async () => {
  let closed = false;
  function* file() {
    try {
      yield "vin,brand\n";
      for (let number = 0; ; number++) yield `${vinOf(number)},bmw\n`;
    } finally {
      closed = true;
    }
  }
  for await (const { outcome } of enrollVehicles(fakeFleet().hm, readVehicleCsv(file()), { batchSize: 2 })) {
    expect(outcome).toBe("accepted");
    break;
  }
  expect(closed).toBe(true);
});

test("sends a VIN whose check digit does not match, with a hint", async () => {
  const [outcome] = await collect(enrollVehicles(fakeFleet().hm, vehiclesOf(1)));
  expect(outcome).toMatchObject({
    outcome: "accepted",
    hints: [{ code: "vin-check-digit" }],
  });
});

test("sends nothing for an empty list", async () => {
  const fleet = fakeFleet();
  expect(await collect(enrollVehicles(fleet.hm, []))).toEqual([]);
  expect(fleet.requests).toEqual([]);
});

test("after a lost response the platform is asked, and nothing is sent twice", async () => {
  const fleet = fakeFleet();
  let lost = 0;
  fleet.afterPost = () => {
    if (lost++ === 0) throw new TypeError("fetch failed");
  };
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(3)));
  expect(outcomes).toMatchObject(Array(3).fill({ outcome: "accepted", known: true }));
  expect(fleet.requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
});

test("only vehicles that the platform did not accept before a failure are sent again", async () => {
  const fleet = fakeFleet();
  let failed = 0;
  fleet.intercept = ({ method, vins }) => {
    if (method !== "POST" || failed++ > 0) return undefined;
    fleet.clearances.set(vins[0] ?? "", { vin: vins[0] ?? "", status: "approved" });
    return new Response(null, { status: 500 });
  };
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(3)));
  expect(outcomes.map(({ vin }) => vin).sort()).toEqual([vinOf(0), vinOf(1), vinOf(2)].sort());
  expect(posted(fleet)).toEqual([vinOf(0), vinOf(1), vinOf(2), vinOf(1), vinOf(2)]);
});

test("the platform is asked about a vehicle that a response omits, which is then sent again", async () => {
  const fleet = fakeFleet();
  let first = true;
  fleet.intercept = ({ method, vins }) => {
    if (method !== "POST" || !first) return undefined;
    first = false;
    return Response.json({ vehicles: vins.slice(1).map((vin) => ({ vin, status: "pending" })) });
  };
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(3)));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
  expect(posted(fleet).at(-1)).toBe(vinOf(0));
});

test("one vehicle that spoils its batch is found; the others are enrolled", async () => {
  const fleet = fakeFleet();
  const bad = vinOf(6);
  fleet.intercept = ({ method, vins }) =>
    method === "POST" && vins.includes(bad)
      ? Response.json({ errors: [{ title: "bad tags", detail: "too long" }] }, { status: 422 })
      : undefined;
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(8)));
  expect(outcomes).toHaveLength(8);
  expect(outcomes.filter(({ outcome }) => outcome === "rejected")).toMatchObject([
    { vin: bad, reason: expect.stringContaining("bad tags, too long") },
  ]);
  expect([...fleet.clearances.keys()]).toHaveLength(7);
});

test("reports the platform's reason for each vehicle", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ vins }) =>
    Response.json({
      vehicles: [
        { vin: vins[0], status: "error", description: "unknown" },
        { vin: vins[1], status: "rejected" },
      ],
    });
  expect(await collect(enrollVehicles(fleet.hm, vehiclesOf(2)))).toMatchObject([
    { outcome: "rejected", status: "error", reason: "unknown" },
    { outcome: "rejected", status: "rejected", reason: "the clearance is rejected" },
  ]);
});

test("stops if a batch fails permanently, and another run can continue from the checkpoint", async () => {
  const fleet = fakeFleet();
  const checkpoint = memoryStore();
  const options = { batchSize: 2, concurrency: 1, checkpoint };
  let down = false;
  fleet.intercept = ({ method }) => {
    if (method === "POST" && fleet.clearances.size >= 4) down = true;
    return down ? new Response(null, { status: 503 }) : undefined;
  };
  const first: string[] = [];
  const run = async () => {
    for await (const { vin, outcome } of enrollVehicles(fleet.hm, vehiclesOf(10), options))
      first.push(`${vin} ${outcome}`);
  };
  await expect(run()).rejects.toMatchObject({ code: "oem-error" });
  const accepted = [0, 1, 2, 3].map((number) => `${vinOf(number)} accepted`);
  expect(first).toEqual([...accepted, `${vinOf(4)} failed`, `${vinOf(5)} failed`]);
  expect(checkpoint.saved.at(-1)).toMatchObject({ settled: 4, sent: 34 });

  fleet.intercept = () => undefined;
  const second = await collect(enrollVehicles(fleet.hm, vehiclesOf(10), options));
  expect(second.map(({ vin }) => vin)).toEqual([4, 5, 6, 7, 8, 9].map(vinOf));
  expect(fleet.clearances.size).toBe(10);
});

test("after a crash, the platform is first asked about vehicles that may have been sent", async () => {
  const fleet = fakeFleet();
  const checkpoint = memoryStore();
  const options = { batchSize: 2, concurrency: 1, checkpoint };
  // The consumer ends at the first outcome of the second batch, which the platform has received.
  const running = enrollVehicles(fleet.hm, vehiclesOf(6), options);
  for (let taken = 0; taken < 3; taken++) await running.next();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const atCrash = checkpoint.saved.at(-1);
  // The first save announced all of them; outcomes of a few batches are not worth another one.
  expect(atCrash).toMatchObject({ settled: 0, sent: 34 });

  const store: CheckpointStore = { load: async () => atCrash, save: async () => undefined };
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(6), { ...options, checkpoint: store }));
  expect(outcomes.map(({ vin }) => vin)).toEqual([0, 1, 2, 3, 4, 5].map(vinOf));
  expect(outcomes.every((one) => one.outcome === "accepted" && one.known)).toBe(true);
  expect(posted(fleet)).toEqual([0, 1, 2, 3, 4, 5].map(vinOf));
});

test("does not continue with another source", async () => {
  const fleet = fakeFleet();
  const checkpoint = memoryStore();
  const options = { batchSize: 2, checkpoint };
  await collect(enrollVehicles(fleet.hm, vehiclesOf(4), options));
  await expect(collect(enrollVehicles(fleet.hm, vehiclesOf(5).reverse(), options))).rejects.toThrow(
    /^the vehicles differ from those of the checkpoint/,
  );
  await expect(collect(enrollVehicles(fleet.hm, vehiclesOf(3), options))).rejects.toThrow(TypeError);
});

test("report yields the vehicles of a failed batch and continues", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ vins }) => (vins.includes(vinOf(0)) ? new Response(null, { status: 503 }) : undefined);
  const outcomes = await collect(
    enrollVehicles(fleet.hm, vehiclesOf(4), { batchSize: 2, whenBatchFails: "report" }),
  );
  expect(outcomes.filter(({ outcome }) => outcome === "failed").map(({ vin }) => vin)).toEqual([
    vinOf(0),
    vinOf(1),
  ]);
  expect(outcomes.filter(({ outcome }) => outcome === "accepted")).toHaveLength(2);
});

test("report keeps the outcomes of a batch from before its failure", async () => {
  const fleet = fakeFleet();
  const bad = vinOf(7);
  fleet.intercept = ({ method, vins }) => {
    if (method !== "POST" || !vins.includes(bad)) return undefined;
    return vins.length > 4
      ? Response.json({ errors: [{ title: "Unprocessable" }] }, { status: 422 })
      : new Response(null, { status: 503 });
  };
  const outcomes = await collect(
    enrollVehicles(fleet.hm, vehiclesOf(8), { batchSize: 8, whenBatchFails: "report" }),
  );
  expect(outcomes.map(({ vin, outcome }) => [vin, outcome])).toEqual([
    ...[0, 1, 2, 3].map((number) => [vinOf(number), "accepted"]),
    ...[4, 5, 6, 7].map((number) => [vinOf(number), "failed"]),
  ]);
});

test("if the first half of a batch fails permanently, the second half is reported and not sent", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ method, vins }) => {
    if (method !== "POST") return undefined;
    return vins.length > 2
      ? Response.json({ errors: [{ title: "Unprocessable" }] }, { status: 422 })
      : Response.json({ errors: [{ title: "No" }] }, { status: 403 });
  };
  const outcomes = await collect(
    enrollVehicles(fleet.hm, vehiclesOf(4), { batchSize: 4, whenBatchFails: "report" }),
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(4).fill("failed"));
  expect(posted(fleet)).toEqual([0, 1, 2, 3, 0, 1].map(vinOf));
});

test("a batch that is too large is halved until it is accepted", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ method, vins }) =>
    method === "POST" && vins.length > 3
      ? Response.json({ errors: [{ title: "Payload too large" }] }, { status: 413 })
      : undefined;
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(10)));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(10).fill("accepted"));
});

test("ends with an AbortError when the signal aborts", async () => {
  const fleet = fakeFleet();
  const controller = new AbortController();
  fleet.afterPost = () => controller.abort("enough");
  const run = collect(enrollVehicles(fleet.hm, vehiclesOf(10), { batchSize: 2, signal: controller.signal }));
  await expect(run).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
});

test.each([
  [{ batchSize: 0 }, "batchSize must be a whole number from 1 to 1000, got 0."],
  [{ batchSize: 1_001 }, "batchSize must be a whole number from 1 to 1000, got 1001."],
  [{ concurrency: 0 }, "concurrency must be a whole number of at least 1, got 0."],
  [{ whenBatchFails: "ignore" }, 'whenBatchFails must be "stop" or "report", got "ignore".'],
  [{ batchsize: 5 }, 'enrollVehicles() has no option "batchsize". Did you mean "batchSize"?'],
])("rejects %o at once", (options, message) => {
  expect(() => enrollVehicles(fakeFleet().hm, [], options as never)).toThrow(new TypeError(message));
});

const nothing = [
  ["no body", () => new Response(null)],
  ["null", () => Response.json(null)],
  ["{}", () => Response.json({})],
  ["no list", () => Response.json({ vehicles: "none" })],
  ["a list with null", () => Response.json({ vehicles: [null, {}, 7] })],
] as const;

test.each(nothing)("a 200 with %s leaves an outcome for every vehicle", async (_what, respond) => {
  const fleet = fakeFleet();
  fleet.intercept = ({ method }) => (method === "POST" ? respond() : Response.json([]));
  const outcomes: unknown[] = [];
  const run = async (whenBatchFails: "stop" | "report") => {
    for await (const one of enrollVehicles(fleet.hm, vehiclesOf(3), {
      batchSize: 2,
      concurrency: 1,
      whenBatchFails,
    }))
      outcomes.push([one.vin, one.outcome]);
  };
  await run("report");
  expect(outcomes).toEqual([0, 1, 2].map((number) => [vinOf(number), "failed"]));
  outcomes.length = 0;
  await expect(run("stop")).rejects.toThrow(/^POST \/v1\/fleets\/vehicles failed: /);
  expect(outcomes).toEqual([0, 1].map((number) => [vinOf(number), "failed"]));
});

test.each(nothing)(
  "after one 200 with %s, the platform is asked and the vehicles are sent again",
  async (_what, respond) => {
    const fleet = fakeFleet();
    let posts = 0;
    fleet.intercept = ({ method }) => (method === "POST" && posts++ === 0 ? respond() : undefined);
    const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(3)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
    expect(fleet.requests.map(({ method }) => method)).toEqual(["POST", "GET", "POST"]);
  },
);

test("a batch fails after three rounds, not before", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ method }) => (method === "POST" ? Response.json({ vehicles: [] }) : undefined);
  const outcomes = await collect(enrollVehicles(fleet.hm, vehiclesOf(2), { whenBatchFails: "report" }));
  expect(fleet.requests.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET", "POST"]);
  expect(outcomes).toMatchObject(
    Array(2).fill({
      outcome: "failed",
      error: {
        message:
          "POST /v1/fleets/vehicles failed: 3 responses left out 2 of the vehicles. Report it to the platform.",
      },
    }),
  );
});

test("an unknown status counts as an active clearance", async () => {
  const fleet = fakeFleet();
  fleet.intercept = ({ vins }) => Response.json({ vehicles: vins.map((vin) => ({ vin, status: "queued" })) });
  expect(await collect(enrollVehicles(fleet.hm, vehiclesOf(1)))).toMatchObject([
    {
      outcome: "accepted",
      status: "queued",
      hints: [
        { code: "vin-check-digit" },
        { code: "status-unknown", message: 'the clearance is "queued", which this version does not know' },
      ],
    },
  ]);
});

test("the newest clearance counts if a VIN is listed twice", async () => {
  const entry = (status: string, timestamp: string) => ({
    vin: vinOf(0),
    status,
    changelog: [{ status, timestamp }],
  });
  const older = entry("approved", "2026-01-01T00:00:00Z");
  const newer = entry("revoked", "2026-02-01T00:00:00");
  for (const list of [
    [older, newer],
    [newer, older],
  ]) {
    const fleet = fakeFleet();
    let posts = 0;
    fleet.intercept = ({ method }) => {
      if (method === "GET") return Response.json(list);
      return posts++ === 0 ? Response.json({ vehicles: [] }) : undefined;
    };
    expect(await collect(enrollVehicles(fleet.hm, vehiclesOf(1)))).toMatchObject([
      { outcome: "accepted", known: false },
    ]);
    expect(posts).toBe(2);
  }
});

test("rejects an invalid checkpoint", async () => {
  const checkpoint = { load: async () => ({ settled: 3, sent: 1, digest: 0 }), save: async () => undefined };
  await expect(collect(enrollVehicles(fakeFleet().hm, [], { checkpoint }))).rejects.toThrow(
    "load() returned an invalid checkpoint",
  );
});

test("does not send a value that is not an object, and continues", async () => {
  const fleet = fakeFleet();
  const [vehicle] = vehiclesOf(1);
  const outcomes = await collect(enrollVehicles(fleet.hm, [7, null, vehicle] as never));
  expect(outcomes.sort((a, b) => a.index - b.index)).toMatchObject([
    { outcome: "invalid", problems: ["the vehicle is not an object with vin and brand"] },
    { outcome: "invalid", problems: ["the vehicle is not an object with vin and brand"] },
    { outcome: "accepted" },
  ]);
});
