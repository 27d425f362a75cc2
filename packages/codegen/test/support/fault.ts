import { CodegenError } from "../../src/source/codegen-error.ts";

/** Returns the error with the message `file #pointer: sentence`. */
export function faultOf(message: string): CodegenError {
  const [, file = "", pointer = "", sentence = message] = /^(\S+) #(\S*): (.*)$/.exec(message) ?? [];
  return new CodegenError(sentence, { file, pointer });
}
