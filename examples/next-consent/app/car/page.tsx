import { type HighMobilityClient, unwrap } from "@high-mobility-ts/client";
import { type Sample, samples } from "@high-mobility-ts/vehicle-data";
import Link from "next/link";
import { redirect } from "next/navigation";
import { driverClient } from "../../lib/driver.ts";
import { problemCode, problemText } from "../../lib/problem.ts";

/** Reads the car of the consent: the platform knows which one the driver chose. */
async function readCar(hm: HighMobilityClient) {
  const { vin } = await unwrap(hm.getVehicleInfo());
  return { vin, readings: samples(await unwrap(hm.getVehicleData({ vin })), { vin }) };
}

function nameOf({ capability, property, item = "" }: Sample): string {
  return `${capability} ${property} ${item}`;
}

function text({ value, unit }: Sample): string {
  return `${typeof value === "object" ? JSON.stringify(value) : String(value)} ${unit ?? ""}`;
}

export default async function CarPage() {
  const hm = await driverClient();
  if (!hm) redirect("/");
  const car = await readCar(hm).catch((error: unknown) => ({ problem: problemText(problemCode(error)) }));
  if ("problem" in car)
    return (
      <p role="alert">
        {car.problem} <Link href="/">Begin again</Link>
      </p>
    );
  return (
    <table>
      <caption>{car.vin}</caption>
      <tbody>
        {car.readings.map((sample) => (
          <tr key={nameOf(sample)}>
            <th scope="row">{nameOf(sample)}</th>
            <td>{sample.failure ? "no data" : text(sample)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
