import {
  childOf,
  type Draft,
  type DraftValue,
  isDraft,
  listIn,
  type Mutation,
  operationIn,
} from "./mutations.ts";

function ofSecurity(change: (alternatives: readonly DraftValue[]) => DraftValue[] | undefined): Mutation {
  return (document) => {
    const operation = operationIn(document);
    const changed = change(listIn(operation["security"]));
    if (changed !== undefined) operation["security"] = changed;
    return changed !== undefined;
  };
}

function ofScopes(change: (scopes: readonly DraftValue[]) => DraftValue[]): Mutation {
  return ofSecurity((alternatives) =>
    alternatives.some((alternative) => isDraft(alternative) && "token" in alternative)
      ? alternatives.map((alternative) =>
          isDraft(alternative) && "token" in alternative
            ? { ...alternative, token: change(listIn(alternative["token"])) }
            : alternative,
        )
      : undefined,
  );
}

function tokenScheme(document: Draft): Draft {
  return childOf(document, "components", "securitySchemes", "token", "flows");
}

function ofHeaders(passes: (headers: Draft) => boolean, change: (headers: Draft) => void): Mutation {
  return (document) => {
    const headers = childOf(operationIn(document), "responses", "200", "headers");
    if (!passes(headers)) return false;
    change(headers);
    return true;
  };
}

function usesToken(document: Draft): boolean {
  return listIn(operationIn(document)["security"]).some(
    (alternative) => isDraft(alternative) && "token" in alternative,
  );
}

/** Each changes the callers of the operation, its place, or a header of its response. */
export const accessMutations: Readonly<Record<string, Mutation>> = {
  "accept one more credential": ofSecurity((alternatives) =>
    alternatives.length > 0 ? [...alternatives, { basic: [], key: [] }] : undefined,
  ),
  "accept one credential less": ofSecurity((alternatives) =>
    alternatives.length > 1 ? alternatives.slice(0, -1) : undefined,
  ),
  "demand another credential": ofSecurity((alternatives) =>
    alternatives.length === 1 ? [{ key: [], basic: [] }] : undefined,
  ),
  "demand a credential": ofSecurity((alternatives) =>
    alternatives.length === 0 ? [{ token: [] }] : undefined,
  ),
  "demand no credential": ofSecurity((alternatives) => (alternatives.length > 0 ? [] : undefined)),
  "require one more scope": ofScopes((scopes) => [...scopes, "write"]),
  "require one scope less": ofScopes((scopes) => scopes.slice(1)),
  "issue tokens at another address": (document) => {
    if (!usesToken(document)) return false;
    childOf(tokenScheme(document), "clientCredentials")["tokenUrl"] = "https://example.com/other";
    return true;
  },
  "issue tokens in one more way": (document) => {
    if (!usesToken(document)) return false;
    tokenScheme(document)["password"] = { tokenUrl: "https://example.com/token", scopes: {} };
    return true;
  },
  "issue tokens only in another way": (document) => {
    if (!usesToken(document)) return false;
    const flows = tokenScheme(document);
    flows["password"] = { tokenUrl: "https://example.com/token", scopes: {} };
    delete flows["clientCredentials"];
    return true;
  },
  "serve from one more address": (document) => {
    document["servers"] = [...listIn(document["servers"]), { url: "https://example.org" }];
    return true;
  },
  "serve from another address": (document) => {
    document["servers"] = [{ url: "https://example.net" }];
    return true;
  },
  "move to another path": (document) => {
    const [[path, item] = ["", {}]] = Object.entries(childOf(document, "paths"));
    document["paths"] = { [`/v2${path}`]: item };
    return true;
  },
  "add a header": ofHeaders(
    (headers) => !("X-Other" in headers),
    (headers) => {
      headers["X-Other"] = { schema: { type: "string" } };
    },
  ),
  "add a required header": ofHeaders(
    (headers) => !("X-Other" in headers),
    (headers) => {
      headers["X-Other"] = { required: true, schema: { type: "string" } };
    },
  ),
  "remove a header": ofHeaders(
    (headers) => "X-Count" in headers,
    (headers) => delete headers["X-Count"],
  ),
  "require a header": ofHeaders(
    (headers) => "X-Count" in headers && childOf(headers, "X-Count")["required"] !== true,
    (headers) => {
      childOf(headers, "X-Count")["required"] = true;
    },
  ),
  "make a header optional": ofHeaders(
    (headers) => childOf(headers, "X-Count")["required"] === true,
    (headers) => delete childOf(headers, "X-Count")["required"],
  ),
};
