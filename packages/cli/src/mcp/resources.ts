import { openapi, type Schema } from "@high-mobility-ts/schema/openapi";
import { operations } from "@high-mobility-ts/schema/operations";
import type { McpServer } from "@modelcontextprotocol/server";
import { readPackageFile } from "../package-folder.ts";

/** Adds the documentation that a model may need: the properties of vehicles, the operations, and the manual of `hm`. */
export function addResources(server: McpServer): void {
  add(server, "properties", "Every property that vehicle data can have, with its meaning", () =>
    propertyLines().join("\n"),
  );
  add(server, "operations", "Every operation, with the scopes that it needs and its rate limit", () =>
    JSON.stringify(Object.values(operations), undefined, 1),
  );
  add(server, "manual", "The manual of the command line, in Markdown", () => readPackageFile("README.md"));
}

function add(server: McpServer, name: string, description: string, read: () => string): void {
  const uri = `hm://${name}`;
  const mimeType = name === "operations" ? "application/json" : "text/markdown";
  server.registerResource(name, uri, { description, mimeType }, () => ({
    contents: [{ uri, mimeType, text: read() }],
  }));
}

function propertyLines(): string[] {
  const { schemas } = openapi.components;
  return Object.entries(membersOf(schemas["VehicleData"])).flatMap(([capability, reference]) => {
    const members = Object.entries(membersOf(resolved(reference)));
    return members.map(([name, { description }]) => `- ${capability}.${name}: ${String(description ?? "")}`);
  });
}

function resolved({ $ref, ...schema }: Schema): Schema {
  const name = typeof $ref === "string" ? $ref.split("/").at(-1) : undefined;
  return name === undefined ? schema : (openapi.components.schemas[name] ?? {});
}

function membersOf(schema: Schema | undefined): Readonly<Record<string, Schema>> {
  const { properties = {} } = (schema ?? {}) as { readonly properties?: Readonly<Record<string, Schema>> };
  return properties;
}
