import { redirect } from "next/navigation";
import { completeConsent } from "../../lib/driver.ts";
import { problemCode } from "../../lib/problem.ts";

/** The consent page sends the driver here, with a code or with an error. */
export async function GET(request: Request): Promise<never> {
  const problem = await completeConsent(new URL(request.url).search).then(() => undefined, problemCode);
  redirect(problem ? `/?problem=${problem}` : "/car");
}
