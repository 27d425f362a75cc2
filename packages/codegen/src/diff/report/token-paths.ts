import { objectAt, stringAt } from "../../source/json.ts";
import type { SpecificationDocument } from "../documents/located.ts";

/** Returns the paths of the token endpoints in the security schemes of the documents. */
export function tokenPathsIn(documents: readonly SpecificationDocument[]): ReadonlySet<string> {
  const schemes = documents.flatMap(({ value }) =>
    Object.values(objectAt(objectAt(value, "components"), "securitySchemes")),
  );
  const flows = schemes.flatMap((scheme) => Object.values(objectAt(scheme, "flows")));
  const urls = flows.flatMap((flow) => stringAt(flow, "tokenUrl") ?? []);
  return new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).pathname));
}
