import { type Grammar, ignored, map } from "./grammar.ts";
import { schema } from "./schema-grammar.ts";

const withDefinitions = { ...schema, $schema: ignored, $id: ignored, $defs: map("schema") };

/** JSON Schema, draft 7 and later, as far as official documents use it. */
export const jsonSchemaGrammar: Grammar = { document: withDefinitions, schema: withDefinitions };
