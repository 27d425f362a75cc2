import {
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  memberAt,
  objectAt,
  sortedEntries,
  stringAt,
} from "../source/json.ts";
import { childPointer } from "../source/json-pointer.ts";
import { schemaNameOf, schemaReference } from "../source/references.ts";
import { jsonPathOf } from "./json-path.ts";
import { type OperationPlace, operationsOf, suggestedId } from "./missing-facts.ts";
import { overlayText } from "./overlay-text.ts";
import type { OverlayAction, SpecificationProblem } from "./problem.ts";

const overlay = "overlays/10-corrections.overlay.yaml";

/** The content of a request, of a parameter or of a response. */
interface ContentHolder {
  readonly holder: JsonValue | undefined;
  readonly pointer: string;
  /** The name of the schema, derived from the operation. */
  readonly suffix: string;
}

/**
 * Finds bodies whose schema is not a component, and says how to move it to the components: types and
 * validators need its name.
 * @param label returns the name of a file of the specification for messages
 */
export function inlineBodies(
  bundle: JsonObject,
  label: (path: string) => string,
): readonly SpecificationProblem[] {
  const taken = new Set(Object.keys(objectAt(objectAt(bundle, "components"), "schemas")));
  return operationsOf(bundle).flatMap((operation) =>
    contentsOf(operation).flatMap(({ holder, pointer, suffix }) =>
      sortedEntries(objectAt(holder, "content")).flatMap(([mediaType, media]) => {
        const schema = memberAt(media, "schema");
        if (schema === undefined || schemaNameOf(stringAt(schema, "$ref")) !== undefined) return [];
        const mediaPointer = childPointer(childPointer(pointer, "content"), mediaType);
        const name = freeName(operation, suffix, taken);
        const append = componentActions(name, schema, mediaPointer, bundle);
        return [
          {
            file: label(overlay),
            place: jsonPathOf(childPointer(mediaPointer, "schema"), bundle),
            problem: "must be a component, so that types and validators have its name",
            advice: overlayText(append),
            edit: { append, path: overlay },
          },
        ];
      }),
    ),
  );
}

function contentsOf({ value, pointer }: OperationPlace): readonly ContentHolder[] {
  const { parameters } = value;
  return [
    ...(isArray(parameters) ? parameters : []).map((holder, index) => ({
      holder,
      pointer: childPointer(childPointer(pointer, "parameters"), index),
      suffix: "Filter",
    })),
    { holder: value["requestBody"], pointer: childPointer(pointer, "requestBody"), suffix: "Request" },
    ...sortedEntries(objectAt(value, "responses")).map(([status, holder]) => ({
      holder,
      pointer: childPointer(childPointer(pointer, "responses"), status),
      suffix: Number(status) < 300 ? "Response" : `Error${status}`,
    })),
  ];
}

function freeName(operation: OperationPlace, suffix: string, taken: Set<string>): string {
  const id = stringAt(operation.value, "operationId") ?? suggestedId(operation);
  const name = id.charAt(0).toUpperCase() + id.slice(1) + suffix;
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}${count}`;
  taken.add(free);
  return free;
}

/** An update would merge the reference into the schema, so the schema is removed first. */
function componentActions(
  name: string,
  schema: JsonValue,
  mediaPointer: string,
  bundle: JsonObject,
): readonly OverlayAction[] {
  return [
    {
      target: "$.components.schemas",
      update: { [name]: isObject(schema) ? withoutBlankTexts(schema) : schema },
    },
    { target: jsonPathOf(childPointer(mediaPointer, "schema"), bundle), remove: true },
    { target: jsonPathOf(mediaPointer, bundle), update: { schema: { $ref: schemaReference(name) } } },
  ];
}

/** Descriptions come from the overlays of documentation. */
function withoutBlankTexts(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "description"));
}
