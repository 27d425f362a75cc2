import { isArray, isObject, type JsonObject, stringAt } from "../../source/json.ts";
import {
  faultAt,
  itemsBelow,
  type Located,
  membersBesideExtensions,
  valueBelow,
} from "../documents/located.ts";
import { dereference, type Resolve } from "../documents/resolver.ts";
import type { Credential, Security, SecurityAlternative } from "./api.ts";
import { checkObject } from "./object-keywords.ts";

/**
 * Returns the credentials of a call as alternatives, each of which is sufficient. An alternative that
 * requires more than another one is omitted.
 * @throws {CodegenError} a security scheme that is not described
 */
export function securityOf(holder: Located, resolve: Resolve): Security {
  const alternatives = itemsBelow(holder, "security").map((requirement) =>
    alternativeOf(requirement, resolve),
  );
  return alternatives.filter(
    (alternative, index) =>
      !alternatives.some(
        (other, otherIndex) =>
          suffices(other, alternative) && (!suffices(alternative, other) || otherIndex < index),
      ),
  );
}

/** Returns whether credentials for the second alternative are sufficient for the first one. */
export function suffices(alternative: SecurityAlternative, instead: SecurityAlternative): boolean {
  return [...alternative.credentials].every(([kind, { scopes }]) => {
    const granted = instead.credentials.get(kind)?.scopes;
    return granted !== undefined && [...scopes].every((scope) => granted.has(scope));
  });
}

function alternativeOf(requirement: Located, resolve: Resolve): SecurityAlternative {
  const credentials = new Map<string, Credential>();
  const { value, document } = requirement;
  for (const [name, scopes] of Object.entries(isObject(value) ? value : {})) {
    const root: Located = { value: document.value, document, pointer: "" };
    const described = valueBelow(root, "components", "securitySchemes", name);
    if (described === undefined) throw faultAt(requirement, `the security scheme "${name}" is not described`);
    const scheme = dereference(described, resolve);
    checkObject(scheme, "security scheme");
    const kind = kindOf(scheme.value);
    const known = credentials.get(kind);
    credentials.set(kind, {
      scopes: new Set([...(known?.scopes ?? []), ...(isArray(scopes) ? scopes.map(String) : [])]),
      flows: new Map([...(known?.flows ?? []), ...flowsOf(scheme)]),
    });
  }
  return { credentials };
}

/** Returns the credentials that a caller sends, without the name of the scheme. */
function kindOf(scheme: JsonObject): string {
  const type = stringAt(scheme, "type");
  if (type === "oauth2" || type === "openIdConnect") return "bearer";
  if (type === "http") return stringAt(scheme, "scheme")?.toLowerCase() ?? "http";
  return [type, stringAt(scheme, "in"), stringAt(scheme, "name")].filter(Boolean).join(" ");
}

const addressKeywords = ["tokenUrl", "authorizationUrl", "refreshUrl"];

function flowsOf(scheme: Located<JsonObject>): Credential["flows"] {
  const flows = membersBesideExtensions(scheme, "flows").map(([name, flow]) => {
    checkObject(flow, "flow");
    return [
      name,
      new Set(addressKeywords.flatMap((keyword) => stringAt(flow.value, keyword) ?? [])),
    ] as const;
  });
  const discovery = stringAt(scheme.value, "openIdConnectUrl");
  return new Map([...flows, ...(discovery ? [["openIdConnect", new Set([discovery])] as const] : [])]);
}
