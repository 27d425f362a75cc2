// Reads the publishing step of the Release workflow, so that a rehearsal runs exactly this step.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

interface ReleaseWorkflow {
  readonly jobs?: { readonly publish?: { readonly steps?: readonly { readonly run?: string }[] } };
}

/** @throws {Error} The workflow does not have exactly one step with `run` in its job `publish`. */
export function publishScript(workflowFile: string): string {
  const { jobs }: ReleaseWorkflow = parse(readFileSync(workflowFile, "utf8"));
  const [script, ...more] = (jobs?.publish?.steps ?? []).flatMap(({ run }) => run ?? []);
  if (script === undefined || more.length > 0)
    throw new Error(`${workflowFile}: its job "publish" must have exactly one step with "run"`);
  return script;
}
