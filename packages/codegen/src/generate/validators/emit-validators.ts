import { kebabCase, pascalCase } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { Files } from "../../source/files.ts";
import { compareText, type JsonObject, objectAt } from "../../source/json.ts";
import { type ModuleNames, printExports } from "../print/print-module.ts";
import { pushMessages } from "../push-messages/push-messages.ts";
import { bodySchemas } from "./body-schemas.ts";
import { type NamedCheck, sharedChecks } from "./check-names.ts";
import { checkTable } from "./check-table.ts";
import { checkCompiler } from "./compile-check.ts";
import { type Body, bodyModule, type Message, messageModule, sharedModule } from "./validator-modules.ts";

/** A document and the file that messages name. */
export interface FiledDocument {
  readonly file: string;
  readonly value: JsonObject;
}

/** The generated modules of `validators/`, by path from there, without header. */
export interface ValidatorModules {
  readonly ofBundle: Files;
  readonly ofPush: Files;
}

/**
 * A module for every body and every push message. What they have in common is in `shared.ts`, once.
 * @throws {CodegenError} a schema that no check can stand for, or two validators with one name.
 */
export function emitValidators(bundle: FiledDocument, pushes: readonly FiledDocument[]): ValidatorModules {
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
  const data = messages.map((message): NamedCheck => ({ name: message.name, check: message.data }));
  const roots = [...bodies, ...data].map(({ check }) => check);
  const shared = sharedChecks([...components, ...data], roots);
  const context = {
    shared,
    components: new Map(components.map(({ name, check }) => [check, name] as const).reverse()),
  };
  return {
    ofBundle: filesOf([
      [
        "index.ts",
        printExports([...runtimeTypes, ...bodies.map(bodyExport), ...messages.map(messageExport)]),
      ],
      ["shared.ts", sharedModule(shared)],
      ...bodies.map((body) => [bodyFile(body), bodyModule(body, shared)] as const),
    ]),
    ofPush: filesOf([
      ...messages.map((message) => [messageFile(message), messageModule(message, context)] as const),
      ...capabilityModules(messages),
    ]),
  };
}

const runtimeTypes: readonly ModuleNames[] = [
  {
    from: "./runtime/push-message.ts",
    types: ["PushMessage", "Sample", "SampleListMessage", "SampleMessage"],
  },
  { from: "./runtime/run-check.ts", types: ["ValidationError", "ValidationErrors"] },
  {
    from: "./runtime/validator.ts",
    types: ["Lenient", "LenientOptions", "RequestValidator", "ResponseValidator", "Validation"],
  },
];

/** One module per capability, with all its messages. */
function capabilityModules(messages: readonly Message[]): readonly (readonly [string, string])[] {
  const capabilities = new Set(messages.map(({ capability }) => capability));
  return [...capabilities].map((capability) => {
    const exports = messages
      .filter((message) => message.capability === capability)
      .map((message) => ({ ...messageExport(message), from: messageFile(message).replace("push/", "./") }));
    return [`push/${kebabCase(capability)}.ts`, printExports(exports)];
  });
}

function bodyFile({ name }: Body): string {
  return `${kebabCase(name)}.ts`;
}

function bodyExport(body: Body): ModuleNames {
  return { from: `./${bodyFile(body)}`, values: [`validate${body.name}`] };
}

function messageFile({ capability, property }: Message): string {
  return `push/${kebabCase(capability)}-${kebabCase(property)}.ts`;
}

function messageExport(message: Message): ModuleNames {
  const { name } = message;
  return {
    from: `./${messageFile(message)}`,
    values: [`validate${name}Message`],
    types: [`${name}Message`],
  };
}

function filesOf(entries: readonly (readonly [string, string])[]): Files {
  const files = new Map<string, string>();
  for (const [file, code] of entries) {
    if (files.has(file)) throw new CodegenError("two validators have this name", { file });
    files.set(file, code);
  }
  return files;
}
