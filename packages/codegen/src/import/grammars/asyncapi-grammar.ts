import {
  anything,
  flag,
  type Grammar,
  ignored,
  list,
  map,
  node,
  reference,
  requirements,
  text,
  values,
} from "./grammar.ts";
import { openapiGrammar } from "./openapi-grammar.ts";
import { prose, schema } from "./schema-grammar.ts";

/** AsyncAPI 2.x, as far as official documents use it. */
export const asyncapiGrammar: Grammar = {
  document: {
    ...prose,
    asyncapi: text,
    info: node("info"),
    defaultContentType: text,
    servers: map("server"),
    tags: ignored,
    channels: map("channel"),
    components: node("components"),
  },
  info: openapiGrammar["info"] ?? {},
  server: {
    ...prose,
    url: text,
    protocol: text,
    variables: map("variable"),
    security: requirements,
    tags: ignored,
  },
  variable: { ...prose, default: text, enum: values },
  channel: {
    ...prose,
    parameters: map("parameter"),
    subscribe: node("operation"),
    publish: node("operation"),
  },
  operation: { ...prose, operationId: text, traits: list("trait"), message: node("message") },
  trait: { ...prose, $ref: reference, bindings: map("binding") },
  binding: { qos: anything, retain: flag },
  // The name of a message is its title; its key is its name in our code.
  message: { ...prose, $ref: reference, name: ignored, oneOf: list("message"), payload: node("schema") },
  parameter: { ...prose, $ref: reference, schema: node("schema") },
  schema,
  components: {
    messages: map("message"),
    schemas: map("schema"),
    securitySchemes: map("securityScheme"),
    parameters: map("parameter"),
    operationTraits: map("trait"),
  },
  securityScheme: { ...prose, type: text, in: text },
};
