import module from "node:module";
import { parentPort } from "node:worker_threads";
import { CodegenError } from "../../source/codegen-error.ts";
import type { TypesRequest, TypesResponse } from "./types-thread.ts";

// The compile cache must be enabled in each thread.
module.enableCompileCache?.();
const { emitTypes } = await import("./emit-types.ts");

async function response({ bundle, names }: TypesRequest): Promise<TypesResponse> {
  try {
    return { code: await emitTypes(bundle, names) };
  } catch (error) {
    if (error instanceof CodegenError) return { fault: error.message };
    throw error;
  }
}

parentPort?.once("message", async (request: TypesRequest) => {
  parentPort?.postMessage(await response(request));
});
