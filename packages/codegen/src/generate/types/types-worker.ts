import module from "node:module";
import { parentPort } from "node:worker_threads";
import type { TypesRequest } from "./types-thread.ts";

// The compile cache must be enabled in each thread.
module.enableCompileCache?.();
const { typesResponse } = await import("./types-response.ts");

parentPort?.once("message", async (request: TypesRequest) => {
  parentPort?.postMessage(await typesResponse(request));
});
