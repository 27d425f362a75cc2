/** What the platform's side has counted. */
export interface PlatformCounts {
  /** HTTP requests, those for tokens included. */
  readonly requests: number;
  /** Different VINs for which a clearance was asked for. */
  readonly vins: number;
  /** Those for which it was asked for more than once. */
  readonly postedAgain: number;
  readonly clearances: number;
  readonly peakMb: number;
}

export const countsPath = "/_emulator/counts";

export async function platformCounts(baseUrl: string): Promise<PlatformCounts> {
  const answer = await fetch(`${baseUrl}${countsPath}`);
  return answer.json() as Promise<PlatformCounts>;
}
