/** What an error body says about one problem. */
export interface ReadErrorDetail {
  /** The problem in a few words, or its code. */
  readonly title: string | undefined;
  /** The problem in a sentence. */
  readonly detail: string | undefined;
  /** The field or header that is wrong. */
  readonly source: string | undefined;
}

/**
 * Reads an error body in each of its three forms: `{ errors: […] }`, a bare list of errors, and the OAuth pair `error` and
 * `error_description`. Returns an empty list for everything else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export function errorDetails(body: unknown): ReadErrorDetail[] {
  if (Array.isArray(body)) return body.flatMap(readItem);
  if (!isObject(body)) return [];
  const { errors } = body;
  if (isObject(errors)) return [errors].flat().flatMap(readItem);
  const title = textAt(body, "error");
  return title === undefined ? [] : [{ title, detail: textAt(body, "error_description"), source: undefined }];
}

function readItem(item: unknown): ReadErrorDetail | [] {
  if (typeof item === "string" && item !== "") return { title: item, detail: undefined, source: undefined };
  if (!isObject(item)) return [];
  const [title, detail] = [
    textAt(item, "title") ?? textAt(item, "error"),
    textAt(item, "detail") ?? textAt(item, "error_description"),
  ];
  const { source } = item;
  // JSON:API writes the place as `{ "pointer": … }`, `{ "parameter": … }` or `{ "header": … }`.
  const place = isObject(source) ? Object.values(source).find((value) => typeof value === "string") : source;
  return { title, detail, source: typeof place === "string" ? place : undefined };
}

/**
 * Returns whether an error body says that a driver or owner does not consent (any more). Another token does
 * not help then.
 */
export function isConsentProblem(details: readonly ReadErrorDetail[]): boolean {
  return details.some(({ title, detail }) => /consent/i.test(`${title} ${detail}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textAt(value: Record<string, unknown>, key: string): string | undefined {
  const found = value[key];
  return typeof found === "string" && found !== "" ? found : undefined;
}
