import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { GenericNames } from "../../bundle/names.ts";
import { CodegenError } from "../../source/codegen-error.ts";
import type { JsonObject } from "../../source/json.ts";

export interface TypesRequest {
  readonly bundle: JsonObject;
  readonly names: GenericNames;
}

/** What is wrong with the input goes back as the line that says so: an error loses its class between threads. */
export type TypesResponse = { readonly code: string } | { readonly fault: string };

export type EmitTypes = (bundle: JsonObject, names: GenericNames) => Promise<string>;

/**
 * Makes the types of a bundle in a thread of its own, which loads the TypeScript compiler beside whatever `work` does
 * until it has a bundle, and ends with it.
 */
export async function withTypesThread<T>(work: (emitTypes: EmitTypes) => Promise<T>): Promise<T> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./types-worker.${extension}`, import.meta.url));
  try {
    return await work(async (bundle, { file, generics }) => {
      worker.postMessage({ bundle, names: { file, generics } } satisfies TypesRequest);
      const [response]: TypesResponse[] = await once(worker, "message");
      if (response === undefined) throw new TypeError("the thread gave no response");
      if ("fault" in response) throw new CodegenError(response.fault);
      return response.code;
    });
  } finally {
    await worker.terminate();
  }
}
