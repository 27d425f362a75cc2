import { type OperationObject, openapi, type Schema } from "@high-mobility-ts/schema/openapi";
import { type OperationId, operations } from "@high-mobility-ts/schema/operations";

/** An operation of the platform as a tool. */
export interface ToolOperation {
  readonly id: OperationId;
  readonly title: string;
  readonly description: string;
  /** Whether the operation only reads. */
  readonly isReading: boolean;
  /** Whether the operation removes or ends something. */
  readonly isDestructive: boolean;
  readonly isIdempotent: boolean;
  /**
   * JSON Schema of its parameters and of the members of its body in one object, without external references.
   */
  readonly inputSchema: Schema;
}

/** The command gets tokens, not the model. */
const tokenOperations: readonly OperationId[] = [
  "createAccessToken",
  "createVehicleAccessToken",
  "revokeAccessToken",
];
/** This operation is a POST, but it changes nothing. */
const readingPosts: readonly OperationId[] = ["checkEligibility"];

/** Returns the operations that can be tools: all except deprecated operations and operations about tokens. */
export function toolOperations(): ToolOperation[] {
  return Object.values(operations).flatMap(({ id, method, path, deprecated, idempotent }) => {
    const operation = openapi.paths[path]?.[method.toLowerCase() as "get"];
    if (!operation || deprecated || tokenOperations.includes(id)) return [];
    return [
      {
        id,
        title: operation.summary,
        description: [operation.summary, operation.description].filter(Boolean).join(". "),
        isReading: method === "GET" || readingPosts.includes(id),
        isDestructive: method === "DELETE",
        isIdempotent: idempotent,
        inputSchema: inputSchemaOf(operation),
      },
    ];
  });
}

function inputSchemaOf({ parameters = [], requestBody }: OperationObject): Schema {
  const definitions = new Map<string, Schema>();
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const { name, description, required: isRequired, schema, content } of parameters) {
    const own = schema ?? content?.["application/json"]?.schema ?? {};
    properties[name] = { ...relaxed(own, definitions), ...(description && { description }) };
    if (isRequired) required.push(name);
  }
  const body = requestBody?.content["application/json"]?.schema;
  if (body) {
    const { properties: members = {}, required: needed = [] } = resolved(body) as {
      readonly properties?: Readonly<Record<string, Schema>>;
      readonly required?: readonly string[];
    };
    for (const [name, member] of Object.entries(members)) properties[name] = relaxed(member, definitions);
    required.push(...needed);
  }
  return {
    type: "object",
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...(definitions.size > 0 && { $defs: Object.fromEntries(definitions) }),
  };
}

const prefix = "#/components/schemas/";

function resolved(schema: Schema): Schema {
  const { $ref } = schema;
  return typeof $ref === "string" ? (openapi.components.schemas[$ref.slice(prefix.length)] ?? {}) : schema;
}

/**
 * Returns a schema whose references point into `$defs`. Its enumerations become descriptions, because the
 * platform accepts more brands and statuses than its documents list.
 */
function relaxed(schema: Schema, definitions: Map<string, Schema>): Schema {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value;
    const { enum: values, $ref, ...rest } = value as Schema;
    const members = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, convert(member)]));
    if (typeof $ref === "string") return { ...members, ...referred($ref.slice(prefix.length)) };
    return Array.isArray(values)
      ? { ...members, description: withValues(rest["description"], values) }
      : members;
  };
  const referred = (pointer: string): Schema => {
    const [name = "", ...steps] = pointer.split("/");
    if (steps.length === 0) return { $ref: define(name) };
    // A reference to a part of a schema is replaced by this part, because `$defs` has only whole schemas.
    const part = steps.reduce<unknown>(
      (node, step) => Reflect.get(Object(node), step),
      openapi.components.schemas[name],
    );
    return convert(part) as Schema;
  };
  const define = (name: string): string => {
    const target = `#/$defs/${name}`;
    if (definitions.has(name)) return target;
    definitions.set(name, {});
    definitions.set(name, convert(openapi.components.schemas[name] ?? {}) as Schema);
    return target;
  };
  return convert(schema) as Schema;
}

function withValues(description: unknown, values: readonly unknown[]): string {
  return [typeof description === "string" ? description : undefined, `Known values: ${values.join(", ")}.`]
    .filter(Boolean)
    .join(" ");
}
