import {
  compareText,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  stringAt,
} from "../source/json.ts";
import type { Security } from "./api.ts";

/** What a call has to carry, whatever the schemes are called. */
export function securityOf(requirements: JsonValue | undefined, document: JsonObject): Security {
  const schemes = objectAt(objectAt(document, "components"), "securitySchemes");
  const alternatives = listOf(requirements).map((requirement) => (isObject(requirement) ? requirement : {}));
  const used = [...new Set(alternatives.flatMap((alternative) => Object.keys(alternative)))].map((name) =>
    objectAt(schemes, name),
  );
  const kindsOf = (alternative: JsonObject): string =>
    Object.keys(alternative)
      .map((name) => schemeKind(objectAt(schemes, name)))
      .sort(compareText)
      .join(" and ");
  const flows = used.flatMap((scheme) => Object.values(objectAt(scheme, "flows")));
  return {
    schemes: [...new Set(alternatives.map(kindsOf))].sort(compareText).join(" or "),
    scopes: new Set(
      alternatives.flatMap((alternative) => Object.values(alternative).flatMap(listOf).map(String)),
    ),
    tokenUrls: new Set(flows.flatMap((flow) => stringAt(flow, "tokenUrl") ?? [])),
  };
}

/** What a caller sends, whatever the scheme is called. */
function schemeKind(scheme: JsonObject): string {
  const type = stringAt(scheme, "type");
  if (type === "oauth2" || type === "openIdConnect") return "bearer";
  if (type === "http") return stringAt(scheme, "scheme")?.toLowerCase() ?? "http";
  return [type, stringAt(scheme, "in"), stringAt(scheme, "name")].filter(Boolean).join(" ");
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}
