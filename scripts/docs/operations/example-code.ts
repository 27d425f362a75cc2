// The examples of an operation as TypeScript and as a command line of curl.
import type { OperationReference } from "../../../packages/codegen/src/reference/reference.ts";
import type { ExampleValue, OperationExample } from "./operation-examples.ts";

/** What the examples of curl and of `hm` need before them. */
export const setupLines = `export HM_BASE_URL=http://127.0.0.1:4010 HM_CLIENT_ID=demo-app HM_CLIENT_SECRET=try-it`;

/** Gets the tokens that the examples of curl send. */
export const tokenLines = `export HM_TOKEN=$(curl --silent --fail-with-body "$HM_BASE_URL/v1/access_tokens" \\
  --header "Content-Type: application/json" \\
  --data '{"grant_type":"client_credentials","client_id":"'"$HM_CLIENT_ID"'","client_secret":"'"$HM_CLIENT_SECRET"'"}' |
  node -p 'JSON.parse(fs.readFileSync(0)).access_token')`;

/** Returns a program that calls the operation. */
export function typescriptExample({ id }: OperationReference, example: OperationExample): string {
  const input = Object.keys(example.input).length === 0 ? "" : literal(example.input, "");
  const names = [...JSON.stringify(example.input).matchAll(/"\$(\w+)"/g)].map(([, name = ""]) => name);
  const variables = names.length > 0 ? `const { ${names.map((name) => `${name} = ""`).join(", ")} } = ` : "";
  return [
    'import { createClient, unwrap } from "@high-mobility-ts/client";',
    ...(example.token === "vehicle"
      ? vehicleClient
      : [
          'import { clientOptionsFromEnv } from "@high-mobility-ts/client/env";',
          "",
          ...(variables ? [`${variables}process.env;`] : []),
          "const hm = createClient(clientOptionsFromEnv());",
        ]),
    `const data = await unwrap(hm.${id}(${input}));`,
    "console.log(data);",
  ].join("\n");
}

const vehicleClient: readonly string[] = [
  "",
  'const { HM_BASE_URL: baseUrl = "", HM_VEHICLE_TOKEN: value = "" } = process.env;',
  "const token = { value, expiresAt: Date.now() + 300_000, scopes: new Set<string>() };",
  "const auth = { getToken: async () => token, invalidate: () => {} };",
  "const hm = createClient({ baseUrl, auth });",
];

/** Returns a line of the shell that sends the request of the operation. */
export function curlExample(operation: OperationReference, { input, token }: OperationExample): string {
  const { method, path, parameters, body } = operation;
  const inQuery = parameters.filter((parameter) => parameter.in === "query" && parameter.name in input);
  const inUrl = new Set(parameters.map(({ name }) => name));
  const members = Object.entries(input).filter(([name]) => !inUrl.has(name));
  const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => String(input[name]));
  return [
    `curl --fail-with-body "$HM_BASE_URL${url}"`,
    ...(inQuery.length > 0 ? ["--get"] : []),
    // `--data` alone sends a POST.
    ...(method === "GET" || (method === "POST" && body !== null) ? [] : [`--request ${method}`]),
    ...(token === "none" ? [] : [`--header "Authorization: Bearer $${tokenVariable[token]}"`]),
    ...inQuery.map(({ name }) => `--data-urlencode ${quoted(`${name}=${JSON.stringify(input[name])}`)}`),
    ...(body === null
      ? []
      : [
          '--header "Content-Type: application/json"',
          `--data ${quoted(JSON.stringify(Object.fromEntries(members)))}`,
        ]),
  ].join(" \\\n  ");
}

const tokenVariable = { application: "HM_TOKEN", vehicle: "HM_VEHICLE_TOKEN" } as const;

/** Quotes a text for a shell. Variables in it stand between double quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll(/\$(\w+)/g, `'"$$$1"'`)}'`;
}

/** A longer value is written on several lines. */
const maxInlineLength = 70;

function literal(value: ExampleValue, indentation: string): string {
  if (typeof value === "string") return value.startsWith("$") ? value.slice(1) : JSON.stringify(value);
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indentation}  `;
  const [open, close, members] = Array.isArray(value)
    ? ["[", "]", value.map((item: ExampleValue) => literal(item, inner))]
    : ["{", "}", Object.entries(value).map(([name, member]) => memberText(name, literal(member, inner)))];
  const space = open === "{" ? " " : "";
  const inline = `${open}${space}${members.join(", ")}${space}${close}`;
  if (inline.length <= maxInlineLength && !inline.includes("\n")) return inline;
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join("")}${indentation}${close}`;
}

function memberText(name: string, text: string): string {
  return name === text ? name : `${name}: ${text}`;
}
