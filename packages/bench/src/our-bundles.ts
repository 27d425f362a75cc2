// What apps import of ours, and what of it must not grow unnoticed.
import { add, type Bytes, bundle } from "./bundle.ts";

export interface OurBundle {
  readonly name: string;
  readonly code: string;
  /** Whether the part for private keys is counted, which is loaded when one is used. */
  readonly lazy: boolean;
}

const auth = 'export { clientCredentials, withAuth } from "@high-mobility-ts/auth";';
const client = 'export { createClient, unwrap } from "@high-mobility-ts/client";';
const consoleKey = 'export { consoleKey } from "@high-mobility-ts/auth";';

export const ourBundles: readonly OurBundle[] = [
  { name: "schema, types only", code: 'export type * from "@high-mobility-ts/schema";', lazy: false },
  {
    name: "schema, operation table",
    code: 'export { operations } from "@high-mobility-ts/schema/operations";',
    lazy: false,
  },
  { name: "auth with a client secret", code: auth, lazy: false },
  { name: "auth with a private key", code: `${auth}\n${consoleKey}`, lazy: true },
  { name: "client with a client secret", code: client, lazy: false },
  { name: "client with a private key", code: `${client}\n${consoleKey}`, lazy: true },
  {
    name: "everything",
    code: 'export * from "@high-mobility-ts/auth"; export * from "@high-mobility-ts/client";',
    lazy: true,
  },
];

export async function measureOurs({ code, lazy }: OurBundle): Promise<Bytes> {
  const bundled = await bundle(code);
  return lazy ? add(bundled.initial, bundled.lazy) : bundled.initial;
}
