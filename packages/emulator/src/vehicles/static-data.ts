import type { StaticData, StaticDataByVin, Valuation, ValuationRequest } from "@high-mobility-ts/schema";
import type { AuthenticatedCall, PlatformState } from "../platform.ts";
import { pick } from "../random.ts";
import { type OperationOutput, PlatformError } from "../responder/operation-output.ts";
import { type Moment, powertrainOf } from "./energy.ts";

/** The configuration of a vehicle from the factory, as numbers. */
interface Build {
  readonly model: string;
  readonly trim: string;
  readonly isElectric: boolean;
  readonly powerKw: number;
  readonly seats: number;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly weightKg: number;
  readonly priceNet: number;
}

function buildOf({ vin, random, powertrain }: Omit<Moment, "now">): Build {
  const between = (what: string, low: number, high: number): number =>
    Math.round(low + random(vin, what) * (high - low));
  return {
    model: pick(["Corvo", "Lumen", "Tarn", "Vela"], random(vin, "model")),
    trim: pick(["Base", "Comfort", "Sport"], random(vin, "trim")),
    isElectric: powertrainOf({ vin, random, powertrain }) === "electric",
    powerKw: between("power", 66, 210),
    seats: pick([4, 5, 5, 7], random(vin, "seats")),
    lengthMm: between("length", 3_950, 4_850),
    widthMm: between("width", 1_740, 1_910),
    heightMm: between("height", 1_430, 1_680),
    weightKg: between("weight", 1_150, 2_150),
    priceNet: between("price", 18_000, 52_000),
  };
}

const vatRate = 0.19;

function money(value: number): string {
  return value.toFixed(2);
}

function gross(net: number): string {
  return money(net * (1 + vatRate));
}

function build({ random, vehicles }: PlatformState, vin: string): Build {
  if (vin.length !== 17)
    throw new PlatformError(504, { title: "Service unavailable", detail: "no source has data of this VIN" });
  return buildOf({ vin, random, powertrain: vehicles.get(vin)?.powertrain });
}

export function getStaticData(platform: PlatformState, { vin }: AuthenticatedCall): OperationOutput {
  const car = build(platform, vin);
  const body: StaticData = {
    vehicle: {
      manufacturer: {
        brand: { name: "Emulated" },
        model: { name: car.model },
        sub_model: { name: car.trim },
        sales_description: `${car.model} ${car.trim}`,
      },
      specs: specs(car),
      valuation: {
        price: {
          original: { net: money(car.priceNet), gross: gross(car.priceNet), vat_rate: String(vatRate * 100) },
        },
      },
    },
  };
  return { status: 200, body };
}

function specs(car: Build): NonNullable<NonNullable<StaticData["vehicle"]>["specs"]> {
  return {
    body: { doors: "5", seats: String(car.seats) },
    dimensions: {
      length: String(car.lengthMm),
      height: String(car.heightMm),
      wheelbase: String(Math.round(car.lengthMm * 0.61)),
      width: { standard: String(car.widthMm), mirrors: String(car.widthMm + 190) },
    },
    engine: { output: { power: { kw: String(car.powerKw), hp: String(Math.round(car.powerKw * 1.35962)) } } },
    fuel: { type: { name: car.isElectric ? "Electric" : "Petrol" } },
    weight: { unloaded: String(car.weightKg), total: String(car.weightKg + 520), limits: { payload: "520" } },
  };
}

export function getStaticDataByVin(platform: PlatformState, { vin }: AuthenticatedCall): OperationOutput {
  return { status: 200, body: byVin(build(platform, vin)) };
}

function byVin(car: Build): StaticDataByVin {
  return {
    manufacturer: {
      brand: "Emulated",
      model: car.model,
      sub_model: car.trim,
      sales_description: `${car.model} ${car.trim}`,
    },
    equipment: { series_equipment: [{ description: "Air conditioning" }], special_equipment: [] },
  };
}

const yearMs = 365.25 * 86_400_000;

export function createValuation(platform: PlatformState, { vin, body }: AuthenticatedCall): OperationOutput {
  // The router validated the body against the specification.
  const request = body as ValuationRequest;
  const now = platform.settings.clock.now();
  const car = build(platform, vin);
  const ageYears = (now - Date.parse(request.registration_date)) / yearMs;
  if (ageYears < 0)
    throw new PlatformError(422, { detail: "lies in the future", source: "registration_date" });
  if (request.odometer < 0) throw new PlatformError(422, { detail: "is negative", source: "odometer" });
  const expectedKm = ageYears * 15_000;
  const correction = (expectedKm - request.odometer) * 0.04;
  const value = Math.max(car.priceNet * 0.05, car.priceNet * 0.87 ** ageYears + correction);
  const answer: Valuation = {
    vehicle: byVin(car),
    valuation: {
      meta: { last_valuation_date: new Date(now).toISOString() },
      odometer: { correction: money(correction), reference: money(expectedKm) },
      price: {
        sales: { net: money(value), gross: gross(value) },
        purchase: { net: money(value * 0.88), gross: gross(value * 0.88) },
      },
    },
  };
  return { status: 200, body: answer };
}
