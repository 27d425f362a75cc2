import { isDeepStrictEqual } from "node:util";
import { CodegenError } from "../../source/codegen-error.ts";
import { type JsonObject, objectAt, sortedEntries } from "../../source/json.ts";
import type { Check } from "../validators/runtime/check.ts";
import { itemCheck, messageCheck } from "../validators/runtime/push-message.ts";
import type { SchemaPlace } from "../validators/schema-keywords.ts";
import type { CompileCheck } from "../validators/typed-checks.ts";
import { propertyChecks } from "./object-check.ts";

/** The parts in which push messages differ: all of them have the same envelope. */
export interface PushMessageFacts {
  readonly capability: string;
  readonly property: string;
  /** Whether the property holds a list of items instead of one. */
  readonly isList: boolean;
  /** The check of an item's `data`. */
  readonly data: Check;
}

/**
 * The messages of an AsyncAPI document, as the importer keeps it.
 * @throws {CodegenError} a message whose envelope differs from the envelope of the validators.
 */
export function pushMessages(
  document: JsonObject,
  file: string,
  compile: CompileCheck,
): readonly PushMessageFacts[] {
  const pointer = "/x-asyncapi/components/messages";
  const messages = objectAt(objectAt(objectAt(document, "x-asyncapi"), "components"), "messages");
  return sortedEntries(messages).map(([name, message]) => {
    const place: SchemaPlace = { file, pointer: `${pointer}/${name}/payload` };
    return messageFacts(compile(objectAt(message, "payload"), place), place);
  });
}

function messageFacts(check: Check, place: SchemaPlace): PushMessageFacts {
  const capability = constantOf(property(check, "capability"));
  const name = constantOf(property(check, "property"));
  const content = property(property(property(check, "data"), capability), name);
  const isList = content?.kind === "array";
  const data = property(isList ? content.items : content, "data");
  if (data !== undefined) {
    const sample = itemCheck(data);
    const expected = messageCheck(capability, name, isList ? { kind: "array", items: sample } : sample);
    if (isDeepStrictEqual(check, expected)) return { capability, property: name, isList, data };
  }
  throw new CodegenError("is not in the envelope that validators/runtime/push-message.ts describes", place);
}

function property(check: Check | undefined, name: string): Check | undefined {
  return propertyChecks(check)[name];
}

function constantOf(check: Check | undefined): string {
  return check?.kind === "const" ? String(check.value) : "";
}
