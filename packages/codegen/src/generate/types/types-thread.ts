import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { GenericNames } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject } from "../../source/json.ts";

export interface TypesRequest {
  readonly bundle: JsonObject;
  readonly names: GenericNames;
}

/** An error of the input is sent as its message, because an error loses its class between threads. */
export type TypesResponse = { readonly code: string } | { readonly fault: string };

export type EmitTypes = (bundle: JsonObject, names: GenericNames) => Promise<string>;

/**
 * Emits the types of a bundle in a separate thread. It loads the TypeScript compiler while `work` builds the
 * bundle, and ends together with `work`.
 */
export async function withTypesThread<T>(work: (emitTypes: EmitTypes) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL(`./types-worker${extname(import.meta.url)}`, import.meta.url));
  try {
    return await work(async (bundle, { file, generics }) => {
      worker.postMessage({ bundle, names: { file, generics } } satisfies TypesRequest);
      const response: TypesResponse = (await once(worker, "message"))[0];
      if ("fault" in response) throw new CodegenError(response.fault);
      return response.code;
    });
  } finally {
    await worker.terminate();
  }
}
