import { isObject, type JsonObject, type JsonValue, stringAt } from "../../source/json.ts";
import { itemsBelow, type Located, membersBelow, valueBelow } from "../documents/located.ts";
import { canonicalText } from "../schemas/canonical-text.ts";
import type { ApiMedia, Content } from "./api.ts";
import { checkObject } from "./object-keywords.ts";

/** Returns the bodies below `content` by media type. */
export function contentOf(holder: Located): Content {
  const types = membersBelow(holder, "content").map(([type, media]) => ({
    type,
    name: mediaTypeName(type),
    media,
  }));
  // If a document distinguishes two spellings, the comparison does, too.
  const isSpelledTwice = (name: string): boolean => types.filter((each) => each.name === name).length > 1;
  return new Map(types.map(({ type, name, media }) => [isSpelledTwice(name) ? type : name, mediaOf(media)]));
}

export function mediaOf(media: Located): ApiMedia {
  checkObject(media, "media type");
  const encodings = membersBelow(media, "encoding").map(([property, encoding]) => {
    checkObject(encoding, "encoding");
    return [property, canonicalText(withoutProse(encoding.value))] as const;
  });
  return { schema: valueBelow(media, "schema"), encodings: new Map(encodings) };
}

/**
 * Returns a media type in a uniform spelling: in lower case, without the default character encoding of JSON.
 */
export function mediaTypeName(text: string): string {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const kept = parameters.filter((parameter) => !/^(?:charset="?utf-?8"?)?$/.test(parameter));
  return [type, ...kept.sort()].join("; ");
}

const proseKeys = new Set(["description", "summary", "example", "examples"]);

function withoutProse(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !proseKeys.has(key) && !key.startsWith("x-"))
      .map(([key, child]) => [key, withoutProse(child)]),
  );
}

/** The base addresses below `servers`, with the values of their variables filled in. */
export function serversOf(holder: Located): ReadonlySet<string> | undefined {
  if (!isObject(holder.value) || holder.value["servers"] === undefined) return undefined;
  return new Set(itemsBelow(holder, "servers").flatMap(addressesOf));
}

/** A longer list would be unreadable. */
const maxAddresses = 100;

function addressesOf(server: Located): readonly string[] {
  checkObject(server, "server");
  const url = stringAt(server.value, "url") ?? "";
  const addresses = membersBelow(server, "variables").reduce<readonly string[]>(
    (urls, [name, variable]) => {
      checkObject(variable, "server variable");
      return urls.flatMap((text) =>
        valuesOf(variable.value).map((value) => text.replaceAll(`{${name}}`, value)),
      );
    },
    [url],
  );
  return addresses.length > maxAddresses ? [url] : addresses.map((text) => text.replace(/(?<=.)\/$/, ""));
}

function valuesOf({ enum: listed, default: only = "" }: JsonObject): readonly string[] {
  return Array.isArray(listed) && listed.length > 0 ? listed.map(String) : [String(only)];
}
