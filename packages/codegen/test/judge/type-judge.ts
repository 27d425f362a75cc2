import ts from "typescript";
import { emitTypes } from "../../src/generate/types/emit-types.ts";
import type { JsonObject } from "../../src/source/json.ts";
import { writtenType } from "./written-type.ts";

/** The verdict of the compiler about two versions of an API. */
const names = { file: "names.yaml", generics: [] };

export interface Verdict {
  /** An old request is not a valid new request: code of callers stops compiling. */
  readonly requestBreaks: boolean;
  /** A new response is not a valid old response: some code that reads it stops compiling. */
  readonly responseBreaks: boolean;
  /** The types are identical, not only compatible. */
  readonly isInvisible: boolean;
}

const views = `
import type { operations as Old } from "./old.ts";
import type { operations as New } from "./new.ts";

type Sent<O> = O extends { requestBody?: never }
  ? { body?: never }
  : O extends { requestBody: { content: infer C } }
    ? { body: C[keyof C] }
    : O extends { requestBody?: { content: infer C } }
      ? { body?: C[keyof C] }
      : never;
type RequestOf<O extends { parameters: unknown }> = { parameters: O["parameters"] } & Sent<O>;
type BodyOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;
type ResponseOf<R> = { [S in keyof R]: { status: S; body: BodyOf<R[S]> } }[keyof R];

export type OldRequest = RequestOf<Old["doThings"]>;
export type NewRequest = RequestOf<New["doThings"]>;
export type OldResponse = ResponseOf<Old["doThings"]["responses"]>;
export type NewResponse = ResponseOf<New["doThings"]["responses"]>;
`;

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ES5,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
};

export interface Versions {
  readonly old: JsonObject;
  readonly new: JsonObject;
}

/** All cases are in one program, because starting the compiler takes longer than a check. */
export async function judge(cases: readonly Versions[]): Promise<readonly Verdict[]> {
  const files = new Map<string, string>();
  for (const [index, versions] of cases.entries()) {
    files.set(`/${index}/old.ts`, await emitTypes(versions.old, names));
    files.set(`/${index}/new.ts`, await emitTypes(versions.new, names));
    files.set(`/${index}/views.ts`, views);
  }
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host: hostOf(files) });
  const checker = program.getTypeChecker();
  const [problem] = program.getSyntacticDiagnostics();
  if (problem) throw new Error(`the generated types do not parse: ${String(problem.messageText)}`);
  return cases.map((_, index) => {
    const views = exportsOf(program, checker, `/${index}/views.ts`);
    const { OldRequest, NewRequest, OldResponse, NewResponse } = views;
    if (!OldRequest || !NewRequest || !OldResponse || !NewResponse) throw new Error("a type is missing");
    const isSame = (left: ts.Type, right: ts.Type): boolean =>
      writtenType(left, checker) === writtenType(right, checker);
    return {
      requestBreaks: !checker.isTypeAssignableTo(OldRequest, NewRequest),
      responseBreaks: !checker.isTypeAssignableTo(NewResponse, OldResponse),
      isInvisible: isSame(OldRequest, NewRequest) && isSame(OldResponse, NewResponse),
    };
  });
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker, file: string): Record<string, ts.Type> {
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!source || !symbol) throw new Error(`${file} is not a module`);
  const [problem] = program.getSemanticDiagnostics(source);
  if (problem) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`);
  return Object.fromEntries(
    checker
      .getExportsOfModule(symbol)
      .map((member) => [member.name, checker.getDeclaredTypeOfSymbol(member)]),
  );
}

function hostOf(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    directoryExists: () => true,
    fileExists: (file) => files.has(file) || host.fileExists(file),
    readFile: (file) => files.get(file) ?? host.readFile(file),
    getSourceFile: (file, version) => {
      const text = files.get(file);
      return text === undefined
        ? host.getSourceFile(file, version)
        : ts.createSourceFile(file, text, version);
    },
    getCurrentDirectory: () => "/",
  };
}
