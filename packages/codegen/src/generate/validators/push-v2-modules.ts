import { kebabCase, pascalCase } from "../../bundle/names.ts";
import { identifier, printString } from "../print/identifier.ts";
import { type ModulePart, printExports, printModule, relativePath } from "../print/print-module.ts";
import { Identifier, printValue } from "../print/print-value.ts";
import type { CapabilityV2, PushV2 } from "../push-messages/push-v2.ts";
import { type NamedCheck, sharedChecks } from "./check-names.ts";
import type { Check } from "./runtime/check.ts";
import {
  type CheckHome,
  type CheckHomes,
  declaredCheck,
  printConstant,
  sharedModule,
} from "./validator-modules.ts";

const folder = "push-v2";
const sharedFile = `${folder}/shared.ts`;
const wholeFile = `${folder}/push-message.ts`;
const wholeValidator = "validatePushMessageV2";
const typesModule = "../push-v2.ts";
const runtimeModule = "runtime/push-message-v2.ts";
const validatorModule = "runtime/validator.ts";

export interface PushV2Context {
  /** The sources of names; the first source that contains a check names it. */
  readonly named: readonly NamedCheck[];
  /** The checks that the other validators share. */
  readonly homes: CheckHomes;
}

/** Returns the modules below `push-v2/`: one per capability, the validator of whole messages, and what they share. */
export function pushV2Modules(
  { capabilities }: PushV2,
  { named, homes }: PushV2Context,
): readonly (readonly [string, string])[] {
  const roots = capabilities.map(({ check }) => check);
  const own = [...sharedChecks(named, roots)].filter(
    ([check]) => !homes.has(check) && !roots.includes(check),
  );
  const all: CheckHomes = new Map<Check, CheckHome>([
    ...homes,
    ...own.map(([check, name]) => [check, { name, file: sharedFile }] as const),
  ]);
  return [
    [`${folder}/index.ts`, indexModule(capabilities)],
    [sharedFile, sharedModule(sharedFile, all)],
    [wholeFile, printModule(wholeFile, [wholePart(capabilities)])],
    ...capabilities.map(
      (capability) =>
        [fileOf(capability), printModule(fileOf(capability), capabilityParts(capability, all))] as const,
    ),
  ];
}

function capabilityParts({ name, check }: CapabilityV2, homes: CheckHomes): readonly ModulePart[] {
  const file = fileOf({ name });
  return [
    declaredCheck(`export const ${identifier(checkName({ name }))}`, file, check, homes),
    validatorPart(validatorName({ name }), `PushMessageV2<${printString(name)}>`, [{ name }]),
  ];
}

function wholePart(capabilities: readonly CapabilityV2[]): ModulePart {
  const { imports, code } = validatorPart(wholeValidator, "PushMessageV2", capabilities);
  const checks = capabilities.map((each) => ({ from: fileOf(each), values: [checkName(each)] }));
  return { imports: [...imports, ...checks], code };
}

function validatorPart(
  validator: string,
  type: string,
  capabilities: readonly Pick<CapabilityV2, "name">[],
): ModulePart {
  const checks = Object.fromEntries(
    capabilities.map((each) => [each.name, new Identifier(checkName(each))] as const),
  );
  return {
    imports: [
      { from: typesModule, types: ["PushMessageV2"] },
      { from: runtimeModule, values: ["messageV2Validator"] },
      { from: validatorModule, types: ["ResponseValidator"] },
    ],
    code: [
      printConstant(
        `${validator}: ResponseValidator<${type}>`,
        `messageV2Validator(${printValue(checks, validator.length)})`,
      ),
    ],
  };
}

function indexModule(capabilities: readonly CapabilityV2[]): string {
  const modules = [
    { from: wholeFile, values: [wholeValidator] },
    ...capabilities.map((each) => ({ from: fileOf(each), values: [validatorName(each)] })),
  ];
  const index = `${folder}/index.ts`;
  return printExports(modules.map(({ from, values }) => ({ from: relativePath(index, from), values })));
}

function fileOf({ name }: Pick<CapabilityV2, "name">): string {
  return `${folder}/${kebabCase(name)}.ts`;
}

function checkName({ name }: Pick<CapabilityV2, "name">): string {
  return `check${pascalCase(name)}V2`;
}

function validatorName({ name }: Pick<CapabilityV2, "name">): string {
  return `validate${pascalCase(name)}MessageV2`;
}
