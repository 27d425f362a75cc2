// The input of the enrolling programs, and their reports of progress.
import type { EnrollmentProgress } from "@high-mobility-ts/client";

export type Transport = "node" | "fetch";

export interface ProgramArguments {
  readonly baseUrl: string;
  readonly csv: string;
  readonly checkpoint: string;
  readonly transport: Transport;
}

/** How far a program is. */
export interface Told extends EnrollmentProgress {
  /** Of those accepted, the ones that the platform had already. */
  readonly known: number;
  readonly peakMb: number;
}

export function readProgramArguments(): ProgramArguments {
  const [baseUrl = "", csv = "", checkpoint = "", transport = ""] = process.argv.slice(2);
  return { baseUrl, csv, checkpoint, transport: transport === "node" ? "node" : "fetch" };
}

/** One line of JSON. */
export function tell(told: Omit<Told, "peakMb">): void {
  console.log(JSON.stringify({ ...told, peakMb: process.resourceUsage().maxRSS / 1_024 }));
}
