import { kebabCase, pascalCase } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { Files } from "../../source/files.ts";
import { generatedFiles } from "../print/generated-files.ts";
import { type ModuleNames, type ModulePart, printExports, printModule } from "../print/print-module.ts";
import { type NamedCheck, sharedChecks } from "./check-names.ts";
import { type CompiledDocuments, compileDocuments, type ValidatorDocuments } from "./compile-documents.ts";
import { pushV2Modules } from "./push-v2-modules.ts";
import {
  type Body,
  bodyPart,
  type CheckHomes,
  messagePart,
  type NamedMessage,
  sharedModule,
} from "./validator-modules.ts";

/**
 * Returns the generated modules of `validators/`, by path from there: one per tag with the bodies of its operations,
 * one per capability with its push messages, and `shared.ts` with the checks that more than one validator needs. The
 * validators of the second format of push messages are below `push-v2/`.
 * @throws {CodegenError} If a schema cannot be compiled to a check, or if two validators have one name.
 */
export function emitValidators(documents: ValidatorDocuments): Files {
  return emitCompiled(compileDocuments(documents));
}

/** Returns these modules for compiled documents. */
export function emitCompiled({ bodies, messages, components, pushV2 }: CompiledDocuments): Files {
  refuseSameNames([...bodies.map(validatorOfBody), ...messages.map(validatorOfMessage)]);
  const data = messages.map((message): NamedCheck => ({ name: message.name, check: message.data }));
  const valuesV2 = pushV2?.values.map(({ name, check }): NamedCheck => ({ name: pascalCase(name), check }));
  const named = [...components, ...data, ...(valuesV2 ?? [])];
  const shared = sharedChecks(
    named,
    [...bodies, ...data].map(({ check }) => check),
  );
  const homes: CheckHomes = new Map(
    [...shared].map(([check, name]) => [check, { name, file: "shared.ts" }] as const),
  );
  const context = {
    homes,
    components: new Map(
      components
        .filter(({ check }) => check.kind === "enum" || check.kind === "object")
        .map(({ name, check }) => [check, name] as const)
        .reverse(),
    ),
  };
  const byTag = groupBy(bodies, ({ tag }) => `${kebabCase(tag)}.ts`);
  const byCapability = groupBy(messages, ({ capability }) => `push/${kebabCase(capability)}.ts`);
  const modules: readonly (readonly [string, readonly ModulePart[]])[] = [
    ...byTag.map(([file, list]) => [file, list.map((body) => bodyPart(body, homes))] as const),
    ...byCapability.map(
      ([file, list]) => [file, list.map((message) => messagePart(message, context))] as const,
    ),
  ];
  return generatedFiles([
    ["index.ts", indexModule(byTag, byCapability)],
    ["shared.ts", sharedModule("shared.ts", homes)],
    ...modules.map(([file, parts]) => [file, printModule(file, parts)] as const),
    ...(pushV2 ? pushV2Modules(pushV2, { named, homes }) : []),
  ]);
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

function indexModule(byTag: Groups<Body>, byCapability: Groups<NamedMessage>): string {
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
    types: ["PushMessage", "PushItem", "PushItemFailure", "PushItemListMessage", "PushItemMessage"],
  },
  { from: "runtime/run-check.ts", types: ["ValidationError", "ValidationErrors"] },
  { from: "runtime/standard-schema.ts", types: ["StandardIssue", "StandardResult", "StandardSchema"] },
  {
    from: "runtime/validator.ts",
    types: ["Lenient", "LenientOptions", "RequestValidator", "ResponseValidator", "Validation"],
  },
];

function validatorOfBody({ name }: Body): string {
  return `validate${name}`;
}

function validatorOfMessage({ name }: NamedMessage): string {
  return `validate${name}Message`;
}

function typeOfMessage({ name }: NamedMessage): string {
  return `${name}Message`;
}

function refuseSameNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new CodegenError(`two validators have the name ${name}`);
    seen.add(name);
  }
}
