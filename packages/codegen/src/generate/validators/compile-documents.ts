import { pascalCase } from "../../bundle/names.ts";
import type { FiledDocument } from "../../source/files.ts";
import { compareText, objectAt } from "../../source/json.ts";
import { pushMessages } from "../push-messages/push-messages.ts";
import { compilePushV2, type PushV2 } from "../push-messages/push-v2.ts";
import type { PushV2Document } from "../push-messages/push-v2-document.ts";
import { bodySchemas } from "./body-schemas.ts";
import type { NamedCheck } from "./check-names.ts";
import { type CheckTable, checkTable } from "./check-table.ts";
import { checkCompiler } from "./compile-check.ts";
import type { Body, NamedMessage } from "./validator-modules.ts";

export interface ValidatorDocuments {
  readonly bundle: FiledDocument;
  /** Documents of push messages of the first format. */
  readonly pushes: readonly FiledDocument[];
  /** The document of push messages of the second format, if there is one. */
  readonly pushV2?: PushV2Document | undefined;
}

/** The documents as checks: equal checks of all documents are one object. */
export interface CompiledDocuments {
  readonly table: CheckTable;
  /** The component schemas of the bundle. */
  readonly components: readonly NamedCheck[];
  readonly bodies: readonly Body[];
  readonly messages: readonly NamedMessage[];
  readonly pushV2: PushV2 | undefined;
}

/** @throws {CodegenError} If a schema cannot be compiled to a check. */
export function compileDocuments({ bundle, pushes, pushV2 }: ValidatorDocuments): CompiledDocuments {
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
    .map((facts): NamedMessage => ({ ...facts, name: pascalCase(`${facts.capability}_${facts.property}`) }));
  return {
    table,
    components,
    bodies,
    messages,
    pushV2: pushV2 && compilePushV2(pushV2, checkCompiler(pushV2.value, table)),
  };
}
