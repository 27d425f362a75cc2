import { compareText } from "../../source/json.ts";
import { type ModuleNames, printImports, printUnion } from "../print/print-module.ts";
import { Identifier, lineWidth, type Printable, printValue } from "../print/print-value.ts";
import type { PushMessageFacts } from "../push-messages/push-messages.ts";
import type { BodySchema } from "./body-schemas.ts";
import type { SharedChecks } from "./check-names.ts";
import { childrenOf } from "./check-table.ts";
import type { Check } from "./runtime/check.ts";
import { typeText } from "./type-text.ts";

export interface Body extends BodySchema {
  readonly check: Check;
}

export interface Message extends PushMessageFacts {
  /** In Pascal case, capability first. */
  readonly name: string;
}

/** The checks that more than one module needs. */
export function sharedModule(shared: SharedChecks): string {
  const constants = [...shared].map(([check, name]) =>
    printCheck(`export const ${name}`, printable(check, shared)),
  );
  return [printImports([{ from: "./runtime/check.ts", types: ["Check"] }]), ...constants].join("\n");
}

/** The validator of what a request or a response holds. */
export function bodyModule({ name, direction, check }: Body, shared: SharedChecks): string {
  const isRequest = direction === "request";
  const factory = isRequest ? "requestValidator" : "responseValidator";
  const type = isRequest ? "RequestValidator" : "ResponseValidator";
  const root = rootCheck("check", check, shared);
  return [
    printImports([
      { from: "../types.ts", types: ["components"] },
      { from: "./runtime/validator.ts", values: [factory], types: [type] },
      ...root.imports("."),
    ]),
    ...root.declaration,
    printConstant(`validate${name}: ${type}<components["schemas"]["${name}"]>`, `${factory}(${root.name})`),
  ].join("\n");
}

export interface MessageContext {
  readonly shared: SharedChecks;
  /** The component schema that is the type of a check. */
  readonly components: ReadonlyMap<Check, string>;
}

/** The validator of a push message. */
export function messageModule(message: Message, { shared, components }: MessageContext): string {
  const { name, capability, property, isList, data } = message;
  const root = rootCheck("data", data, shared);
  const type = typeText(data, (check) => {
    const component = components.get(check);
    return component && `components["schemas"]["${component}"]`;
  });
  const isUnion = data.kind === "enum" && !components.has(data);
  const kind = isList ? "SampleListMessage" : "SampleMessage";
  const factory = isList ? "sampleListMessage" : "sampleMessage";
  const keys = [capability, property].map((key) => JSON.stringify(key));
  return [
    printImports([
      ...(type.includes("components[") ? [{ from: "../../types.ts", types: ["components"] }] : []),
      { from: "../runtime/push-message.ts", values: [factory], types: [kind] },
      { from: "../runtime/validator.ts", types: ["ResponseValidator"] },
      ...root.imports(".."),
    ]),
    ...root.declaration,
    ...(isUnion
      ? [
          printUnion(
            "Data",
            data.values.map((value) => JSON.stringify(value)),
          ),
        ]
      : []),
    printType(`${name}Message`, kind, [...keys, isUnion ? "Data" : type]),
    printConstant(
      `validate${name}Message: ResponseValidator<${name}Message>`,
      `${factory}(${[...keys, root.name].join(", ")})`,
    ),
  ].join("\n");
}

interface Root {
  readonly name: string;
  readonly declaration: readonly string[];
  /** @param folder where the shared modules are, seen from the module */
  imports(folder: string): readonly ModuleNames[];
}

/** How a module gets at the check that it validates with: one of the shared ones, or one of its own. */
function rootCheck(name: string, check: Check, shared: SharedChecks): Root {
  const sharedName = shared.get(check);
  const value = printable(check, shared);
  const names = sharedName === undefined ? identifiersIn(check, shared) : [sharedName];
  const fromShared = (folder: string): readonly ModuleNames[] =>
    names.length === 0 ? [] : [{ from: `${folder}/shared.ts`, values: names }];
  if (sharedName !== undefined) return { name: sharedName, declaration: [], imports: fromShared };
  return {
    name,
    declaration: [printCheck(`const ${name}`, value)],
    imports: (folder) => [{ from: `${folder}/runtime/check.ts`, types: ["Check"] }, ...fromShared(folder)],
  };
}

/** A check, or a part of one, as the literal that it is, with the names of the shared ones inside. */
function printable(part: unknown, shared: SharedChecks): Printable {
  const nested = (child: unknown): Printable => {
    const name = shared.get(child as Check);
    return name === undefined ? printable(child, shared) : new Identifier(name);
  };
  if (Array.isArray(part)) return part.map(nested);
  if (part instanceof RegExp || part === null) return part;
  if (typeof part === "object")
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, nested(child)]));
  if (typeof part === "string" || typeof part === "number" || typeof part === "boolean") return part;
  throw new TypeError(`a check has no ${typeof part} in it`);
}

function identifiersIn(check: Check, shared: SharedChecks): readonly string[] {
  const names = childrenOf(check).flatMap((child) => {
    const name = shared.get(child);
    return name === undefined ? identifiersIn(child, shared) : [name];
  });
  return [...new Set(names)].sort(compareText);
}

function printCheck(declaration: string, value: Printable): string {
  const start = `${declaration}: Check = `;
  return `${start}${printValue(value, start.length)};\n`;
}

/** A constant whose value a bundler may drop when nobody uses it. */
function printConstant(declaration: string, call: string): string {
  const value = `/* @__PURE__ */ ${call};\n`;
  const line = `export const ${declaration} = ${value}`;
  return line.length <= lineWidth + 1 ? line : `export const ${declaration} =\n  ${value}`;
}

function printType(name: string, generic: string, parameters: readonly string[]): string {
  const line = `export type ${name} = ${generic}<${parameters.join(", ")}>;\n`;
  if (line.length <= lineWidth + 1) return line;
  return `export type ${name} = ${generic}<\n${parameters.map((each) => `  ${each}`).join(",\n")}\n>;\n`;
}
