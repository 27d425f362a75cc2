import { type JsonObject, stringAt } from "../../source/json.ts";
import { type Located, membersBelow, membersBesideExtensions, valueBelow } from "../documents/located.ts";
import { dereference, type Resolve } from "../documents/resolver.ts";
import { canonicalText } from "../schemas/canonical-text.ts";
import type { ApiOperation, ApiParameter, ApiResponse } from "./api.ts";
import { contentOf, mediaOf, mediaTypeName } from "./media-types.ts";
import { checkObject } from "./object-keywords.ts";

/** Returns the parameters by place and name; a later parameter replaces an earlier one. */
export function parametersOf(locations: readonly Located[], resolve: Resolve): ApiOperation["parameters"] {
  return new Map(
    locations.map((location) => {
      const parameter = dereference(location, resolve);
      checkObject(parameter, "parameter");
      const place = stringAt(parameter.value, "in") ?? "";
      return [`${place}.${stringAt(parameter.value, "name") ?? ""}`, parameterOf(parameter, place)];
    }),
  );
}

function parameterOf(location: Located<JsonObject>, place: string): ApiParameter {
  const { value } = location;
  const [content] = membersBelow(location, "content");
  return {
    required: value["required"] === true,
    deprecated: value["deprecated"] === true,
    encoding: content === undefined ? encodingOf(value, place) : mediaTypeName(content[0]),
    schema: content === undefined ? valueBelow(location, "schema") : mediaOf(content[1]).schema,
  };
}

function encodingOf(value: JsonObject, place: string): string {
  const style = stringAt(value, "style") ?? (place === "query" || place === "cookie" ? "form" : "simple");
  const isExploded = value["explode"] ?? style === "form";
  return [
    style,
    ...(isExploded === true ? ["exploded"] : []),
    ...(value["allowReserved"] === true ? ["reserved characters unchanged"] : []),
    ...(value["allowEmptyValue"] === true ? ["may be empty"] : []),
  ].join(", ");
}

export function responsesOf(operation: Located, resolve: Resolve): ApiOperation["responses"] {
  return new Map(
    membersBesideExtensions(operation, "responses").map(([status, location]) => {
      const response = dereference(location, resolve);
      checkObject(response, "response");
      return [status, responseOf(response, resolve)];
    }),
  );
}

function responseOf(response: Located, resolve: Resolve): ApiResponse {
  const headers = membersBelow(response, "headers").map(([name, location]) => {
    const header = dereference(location, resolve);
    checkObject(header, "header");
    return [name.toLowerCase(), parameterOf(header, "header")] as const;
  });
  const links = membersBelow(response, "links").map(([name, location]) => {
    const { value } = dereference(location, resolve);
    const { description: _, ...facts } = value;
    return [name, canonicalText(facts)] as const;
  });
  return { content: contentOf(response), headers: new Map(headers), links: new Map(links) };
}
