import { kebabCase, pascalCase } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { Files } from "../../source/files.ts";
import { compareText, type JsonObject, objectAt } from "../../source/json.ts";
import { generatedFiles } from "../print/generated-files.ts";
import { type ModuleNames, type ModulePart, printExports, printModule } from "../print/print-module.ts";
import { pushMessages } from "../push-messages/push-messages.ts";
import { bodySchemas } from "./body-schemas.ts";
import { type NamedCheck, sharedChecks } from "./check-names.ts";
import { checkTable } from "./check-table.ts";
import { checkCompiler } from "./compile-check.ts";
import { type Body, bodyPart, type Message, messagePart, sharedModule } from "./validator-modules.ts";

/** A document and the file that messages name. */
export interface FiledDocument {
  readonly file: string;
  readonly value: JsonObject;
}

/**
 * Returns the generated modules of `validators/`, by path from there: one per tag with the bodies of its operations,
 * one per capability with its push messages, and `shared.ts` with the checks that more than one validator needs.
 * @throws {CodegenError} If no check can stand for a schema, or if two validators have one name.
 */
export function emitValidators(bundle: FiledDocument, pushes: readonly FiledDocument[]): Files {
  const { bodies, messages, components } = compileAll(bundle, pushes);
  refuseSameNames([...bodies.map(validatorOfBody), ...messages.map(validatorOfMessage)]);
  const data = messages.map((message): NamedCheck => ({ name: message.name, check: message.data }));
  const shared = sharedChecks(
    [...components, ...data],
    [...bodies, ...data].map(({ check }) => check),
  );
  const context = {
    shared,
    components: new Map(components.map(({ name, check }) => [check, name] as const).reverse()),
  };
  const byTag = groupBy(bodies, ({ tag }) => `${kebabCase(tag)}.ts`);
  const byCapability = groupBy(messages, ({ capability }) => `push/${kebabCase(capability)}.ts`);
  const modules: readonly (readonly [string, readonly ModulePart[]])[] = [
    ...byTag.map(([file, list]) => [file, list.map((body) => bodyPart(body, shared))] as const),
    ...byCapability.map(
      ([file, list]) => [file, list.map((message) => messagePart(message, context))] as const,
    ),
  ];
  return generatedFiles([
    ["index.ts", indexModule(byTag, byCapability)],
    ["shared.ts", sharedModule(shared)],
    ...modules.map(([file, parts]) => [file, printModule(file, parts)] as const),
  ]);
}

function compileAll(
  bundle: FiledDocument,
  pushes: readonly FiledDocument[],
): { components: readonly NamedCheck[]; bodies: readonly Body[]; messages: readonly Message[] } {
  const table = checkTable();
  const compile = checkCompiler(bundle.value, table);
  const components = Object.keys(objectAt(objectAt(bundle.value, "components"), "schemas"))
    .sort(compareText)
    .map((name): NamedCheck => {
      const pointer = `/components/schemas/${name}`;
      return { name, check: compile({ $ref: `#${pointer}` }, { file: bundle.file, pointer }) };
    });
  const bodies = bodySchemas(bundle.value, bundle.file).flatMap((body): Body[] =>
    components.filter(({ name }) => name === body.name).map(({ check }) => ({ ...body, check })),
  );
  const messages = pushes
    .flatMap(({ file, value }) => pushMessages(value, file, checkCompiler(value, table)))
    .map((facts): Message => ({ ...facts, name: pascalCase(`${facts.capability}_${facts.property}`) }));
  return { components, bodies, messages };
}

type Groups<T> = readonly (readonly [string, readonly T[]])[];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Groups<T> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}

function indexModule(byTag: Groups<Body>, byCapability: Groups<Message>): string {
  const exported: readonly ModuleNames[] = [
    ...byTag.map(([from, list]) => ({ from, values: list.map(validatorOfBody) })),
    ...byCapability.map(([from, list]) => ({
      from,
      values: list.map(validatorOfMessage),
      types: list.map(typeOfMessage),
    })),
  ];
  return printExports([...runtimeTypes, ...exported].map((names) => ({ ...names, from: `./${names.from}` })));
}

const runtimeTypes: readonly ModuleNames[] = [
  {
    from: "runtime/push-message.ts",
    types: ["PushMessage", "Sample", "SampleFailure", "SampleListMessage", "SampleMessage"],
  },
  { from: "runtime/run-check.ts", types: ["ValidationError", "ValidationErrors"] },
  {
    from: "runtime/validator.ts",
    types: ["Lenient", "LenientOptions", "RequestValidator", "ResponseValidator", "Validation"],
  },
];

function validatorOfBody({ name }: Body): string {
  return `validate${name}`;
}

function validatorOfMessage({ name }: Message): string {
  return `validate${name}Message`;
}

function typeOfMessage({ name }: Message): string {
  return `${name}Message`;
}

function refuseSameNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new CodegenError(`two validators have the name ${name}`);
    seen.add(name);
  }
}
