import module from "node:module";
import { parentPort } from "node:worker_threads";
import { CodegenError } from "../../source/codegen-error.ts";
import type { TypesAnswer, TypesQuestion } from "./types-thread.ts";

// Each thread has to ask for it.
module.enableCompileCache?.();
const { emitTypes } = await import("./emit-types.ts");

async function answer({ bundle, generics }: TypesQuestion): Promise<TypesAnswer> {
  try {
    return { code: await emitTypes(bundle, generics) };
  } catch (error) {
    if (error instanceof CodegenError) return { fault: error.message };
    throw error;
  }
}

parentPort?.once("message", async (question: TypesQuestion) => {
  parentPort?.postMessage(await answer(question));
});
