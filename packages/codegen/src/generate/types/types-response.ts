import { CodegenError } from "../../source/codegen-error.ts";
import { emitTypes } from "./emit-types.ts";
import type { TypesRequest, TypesResponse } from "./types-thread.ts";

/** Returns the types, or the message of an error of the input. */
export async function typesResponse({ bundle, names }: TypesRequest): Promise<TypesResponse> {
  try {
    return { code: await emitTypes(bundle, names) };
  } catch (error) {
    if (error instanceof CodegenError) return { fault: error.message };
    throw error;
  }
}
