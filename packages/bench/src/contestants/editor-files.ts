import type { EditorFile } from "../editor.ts";

/** The places of each file, in their order. */
export const places = { client: 0, body: 1, hover: 2 } as const;

const ours = [
  'import { createClient } from "@high-mobility-ts/client";',
  'const hm = createClient({ environment: "sandbox", clientId: "a", clientSecret: "b" });',
].join("\n");

/** The same app in an editor, by each typed client over the same specification. */
export const editorFiles: readonly [EditorFile, ...EditorFile[]] = [
  {
    name: "@high-mobility-ts/client",
    text: `${ours}\nhm.|;\nhm.checkEligibility({ | });\nhm.check|Eligibility({ vin: "", brand: "bmw" });\n`,
  },
  {
    name: "@high-mobility-ts/client, by path",
    text: `${ours}\nhm.|;\nhm.POST("/v1/eligibility", { body: { | } });\nhm.PO|ST("/v1/eligibility", { body: { vin: "", brand: "bmw" } });\n`,
  },
  {
    name: "openapi-fetch",
    text: [
      'import createClient from "openapi-fetch";',
      'import type { paths } from "@high-mobility-ts/schema";',
      'const client = createClient<paths>({ baseUrl: "https://sandbox.api.high-mobility.com" });',
      "client.|;",
      'client.POST("/v1/eligibility", { body: { | } });',
      'client.PO|ST("/v1/eligibility", { body: { vin: "", brand: "bmw" } });',
      "",
    ].join("\n"),
  },
];

/** As many members as ours has after `hm.`, in the same app, with types that cost nothing. */
export const plainMembers: EditorFile = {
  name: "an interface of 21 plain methods",
  note: "the floor of ours: openapi-fetch has 11 members",
  text: [
    'import type { HighMobilityClient } from "@high-mobility-ts/client";',
    "declare const hm: HighMobilityClient;",
    `interface Plain { ${Array.from({ length: 21 }, (_, index) => `method${index}(): void;`).join(" ")} }`,
    "declare const plain: Plain;",
    "plain.|;",
    "",
  ].join("\n"),
};
