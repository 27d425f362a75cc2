import { redirect } from "next/navigation";
import { beginConsent } from "../lib/driver.ts";
import { problemText } from "../lib/problem.ts";

async function connectCar(): Promise<never> {
  "use server";
  redirect(await beginConsent());
}

interface StartPageProps {
  readonly searchParams: Promise<{ readonly problem?: string | readonly string[] }>;
}

export default async function StartPage({ searchParams }: StartPageProps) {
  const { problem } = await searchParams;
  return (
    <>
      {typeof problem === "string" && <p role="alert">{problemText(problem)}</p>}
      <p>Allow this app to read the data of your car. You can withdraw your consent at any time.</p>
      <form action={connectCar}>
        <button type="submit">Connect my car</button>
      </form>
    </>
  );
}
