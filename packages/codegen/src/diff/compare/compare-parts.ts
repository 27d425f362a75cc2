import { type Change, changeOf, type Where } from "../codes/change.ts";
import type { Located } from "../documents/located.ts";
import type { ApiOperation, ApiParameter, ApiResponse, Content } from "../operations/api.ts";
import { memberPath, namesInEither, type Pair } from "./difference.ts";

/** Records the changes between operations. */
export interface Recorder {
  change(change: Change): void;
  /** Values at a place that callers see. Each pair of schemas is compared once, later. */
  values(where: Where, schemas: Pair<Located | undefined>): void;
}

type ByName<T> = Pair<ReadonlyMap<string, T>>;

export function compareParameters(where: Where, parameters: ByName<ApiParameter>, record: Recorder): void {
  for (const name of namesInEither(parameters)) {
    const at: Where = { ...where, path: `params.${name}` };
    const old = parameters.old.get(name);
    const next = parameters.new.get(name);
    if (old === undefined) {
      const code = next?.required ? "required-parameter-added" : "parameter-added";
      record.change(changeOf(code, at, { new: at.path }));
    } else if (next === undefined) record.change(changeOf("parameter-removed", at, { old: at.path }));
    else compareParameter(at, { old, new: next }, record);
  }
}

function compareParameter(where: Where, { old, new: next }: Pair<ApiParameter>, record: Recorder): void {
  if (old.required !== next.required)
    record.change(changeOf(next.required ? "parameter-became-required" : "parameter-became-optional", where));
  if (old.deprecated !== next.deprecated)
    record.change(changeOf(next.deprecated ? "parameter-deprecated" : "parameter-undeprecated", where));
  if (old.encoding !== next.encoding)
    record.change(changeOf("parameter-encoding-changed", where, { old: old.encoding, new: next.encoding }));
  record.values(where, { old: old.schema, new: next.schema });
}

/** Compares the responses of one side, which the other side reads. */
export function compareResponses(
  where: Where,
  { old, new: next }: Pair<ApiOperation["responses"]>,
  record: Recorder,
): void {
  for (const status of namesInEither({ old, new: next })) {
    const at: Where = { ...where, ...(status === "" ? {} : { status }) };
    const before = old.get(status);
    const after = next.get(status);
    if (before === undefined) record.change(changeOf("status-added", at, { new: status }));
    else if (after === undefined) record.change(changeOf("status-removed", at, { old: status }));
    else compareResponse(at, { old: before, new: after }, record);
  }
}

function compareResponse(where: Where, { old, new: next }: Pair<ApiResponse>, record: Recorder): void {
  const headers = { old: old.headers, new: next.headers };
  for (const name of namesInEither(headers)) {
    const at: Where = { ...where, path: `${where.path}headers[${JSON.stringify(name)}]` };
    compareHeaderAt(at, { old: headers.old.get(name), new: headers.new.get(name) }, record);
  }
  const links = { old: old.links, new: next.links };
  for (const name of namesInEither(links))
    if (links.old.get(name) !== links.new.get(name))
      record.change(changeOf("link-changed", where, { old: name, new: name }));
  compareContent(where, { old: old.content, new: next.content }, record);
}

function compareHeaderAt(
  where: Where,
  { old, new: next }: Pair<ApiParameter | undefined>,
  record: Recorder,
): void {
  if (old === undefined)
    record.change(changeOf(next?.required ? "required-header-added" : "header-added", where));
  else if (next === undefined) record.change(changeOf("header-removed", where));
  else compareHeader(where, { old, new: next }, record);
}

function compareHeader(where: Where, { old, new: next }: Pair<ApiParameter>, record: Recorder): void {
  if (old.required !== next.required)
    record.change(changeOf(next.required ? "header-became-required" : "header-became-optional", where));
  if (old.deprecated !== next.deprecated)
    record.change(changeOf(next.deprecated ? "property-deprecated" : "property-undeprecated", where));
  if (old.encoding !== next.encoding)
    record.change(changeOf("encoding-changed", where, { old: old.encoding, new: next.encoding }));
  record.values(where, { old: old.schema, new: next.schema });
}

export function compareContent(where: Where, content: Pair<Content>, record: Recorder): void {
  if (content.old.size === 0 && content.new.size > 0) record.change(changeOf("body-added", where));
  else if (content.old.size > 0 && content.new.size === 0) record.change(changeOf("body-removed", where));
  else for (const mediaType of namesInEither(content)) compareMedia(mediaType, where, content, record);
}

function compareMedia(
  mediaType: string,
  where: Where,
  { old, new: next }: Pair<Content>,
  record: Recorder,
): void {
  const before = old.get(mediaType);
  const after = next.get(mediaType);
  if (before === undefined) record.change(changeOf("media-type-added", where, { new: mediaType }));
  else if (after === undefined) record.change(changeOf("media-type-removed", where, { old: mediaType }));
  else {
    compareEncodings(where, { old: before.encodings, new: after.encodings }, record);
    record.values(where, { old: before.schema, new: after.schema });
  }
}

function compareEncodings(where: Where, encodings: ByName<string>, record: Recorder): void {
  for (const property of namesInEither(encodings)) {
    const old = encodings.old.get(property) ?? "{}";
    const next = encodings.new.get(property) ?? "{}";
    if (old === next) continue;
    const at: Where = { ...where, path: memberPath(where.path, property) };
    record.change(changeOf("encoding-changed", at, { old: JSON.parse(old), new: JSON.parse(next) }));
  }
}
