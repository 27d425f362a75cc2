import { compareText } from "../../source/json.ts";
import { identifier, printString } from "../print/identifier.ts";
import { type ModuleNames, type ModulePart, printModule, printUnion } from "../print/print-module.ts";
import { Identifier, lineWidth, type Printable, printFlat, printValue } from "../print/print-value.ts";
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

/** What the modules import, by path from `validators/`. */
const checkModule = "runtime/check.ts";
const messageModule = "runtime/push-message.ts";
const validatorModule = "runtime/validator.ts";
const sharedFile = "shared.ts";
const typesModule = "../types.ts";

/** Returns the checks that more than one validator needs, as a module. */
export function sharedModule(shared: SharedChecks): string {
  const code = [...shared].map(([check, name]) =>
    printCheck(`export const ${identifier(name)}`, printable(check, shared)),
  );
  return printModule(sharedFile, [{ imports: [{ from: checkModule, types: ["Check"] }], code }]);
}

/** Returns the validator of the content of a request or a response. */
export function bodyPart({ name, direction, check }: Body, shared: SharedChecks): ModulePart {
  identifier(name);
  const isRequest = direction === "request";
  const factory = isRequest ? "requestValidator" : "responseValidator";
  const type = isRequest ? "RequestValidator" : "ResponseValidator";
  const root = rootCheck(`check${name}`, check, shared);
  return {
    imports: [
      { from: typesModule, types: ["components"] },
      { from: validatorModule, values: [factory], types: [type] },
      ...root.imports,
    ],
    code: [
      ...root.declaration,
      printConstant(`validate${name}: ${type}<components["schemas"]["${name}"]>`, `${factory}(${root.name})`),
    ],
  };
}

export interface MessageContext {
  readonly shared: SharedChecks;
  /** The component schema that is the type of a check. */
  readonly components: ReadonlyMap<Check, string>;
}

/** Returns the type and the validator of a push message. */
export function messagePart(message: Message, { shared, components }: MessageContext): ModulePart {
  const { name, capability, property, isList, data } = message;
  identifier(name);
  const root = rootCheck(`check${name}`, data, shared);
  const type = typeText(data, (check) => {
    const component = components.get(check);
    return component && `components["schemas"][${printString(component)}]`;
  });
  const isUnion = data.kind === "enum" && !components.has(data);
  const kind = isList ? "SampleListMessage" : "SampleMessage";
  const factory = isList ? "sampleListMessage" : "sampleMessage";
  const keys = [capability, property].map(printString);
  return {
    imports: [
      ...(type.includes("components[") ? [{ from: typesModule, types: ["components"] }] : []),
      { from: messageModule, values: [factory], types: [kind] },
      { from: validatorModule, types: ["ResponseValidator"] },
      ...root.imports,
    ],
    code: [
      ...root.declaration,
      ...(isUnion ? [printUnion(`${name}Data`, data.values.map(printFlat))] : []),
      printType(`${name}Message`, kind, [...keys, isUnion ? `${name}Data` : type]),
      printConstant(
        `validate${name}Message: ResponseValidator<${name}Message>`,
        `${factory}(${[...keys, root.name].join(", ")})`,
      ),
    ],
  };
}

interface Root {
  readonly name: string;
  readonly declaration: readonly string[];
  readonly imports: readonly ModuleNames[];
}

/** Returns how a validator refers to its check: a shared one by its name there, another one by a constant before it. */
function rootCheck(name: string, check: Check, shared: SharedChecks): Root {
  const sharedName = shared.get(check);
  if (sharedName !== undefined)
    return { name: sharedName, declaration: [], imports: [{ from: sharedFile, values: [sharedName] }] };
  const names = identifiersIn(check, shared);
  return {
    name,
    declaration: [printCheck(`const ${name}`, printable(check, shared))],
    imports: [
      { from: checkModule, types: ["Check"] },
      ...(names.length === 0 ? [] : [{ from: sharedFile, values: names }]),
    ],
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
