import { CodegenError } from "./codegen-error.ts";
import { decodeText } from "./disk.ts";
import type { Files } from "./files.ts";

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly signal?: AbortSignal | undefined;
  /** The time limit for all files together, in milliseconds (default: 60,000). */
  readonly timeoutMs?: number;
  /** The maximum size of each file, in bytes (default: 20 MB). */
  readonly maxBytes?: number;
}

const maxRedirects = 5;

/**
 * Downloads the files at their paths below the base URL of the official repository or a mirror.
 * @param base `https`, or `http` on loopback; without credentials, query and fragment
 * @throws {CodegenError} a file cannot be downloaded: then no file is returned. Also if a file is too large,
 *   if the time limit is reached, or for a redirect to another host.
 */
export async function downloadFiles(
  base: string,
  paths: readonly string[],
  { fetch, signal, timeoutMs = 60_000, maxBytes = 20_000_000 }: DownloadOptions,
): Promise<Files> {
  const folder = parseBase(base);
  const timeout = AbortSignal.timeout(timeoutMs);
  const limits: Limits = { fetch, maxBytes, signal: AbortSignal.any(signal ? [signal, timeout] : [timeout]) };
  const files = new Map<string, string>();
  try {
    for (const path of paths) files.set(path, await downloadFile(new URL(path, folder), limits));
  } catch (cause) {
    if (cause instanceof CodegenError) throw cause;
    const file = folder.href;
    if (signal?.aborted) throw new CodegenError("interrupted; nothing was changed", { file }, { cause });
    if (timeout.aborted)
      throw new CodegenError(`took longer than ${timeoutMs / 1000} seconds`, { file }, { cause });
    throw new CodegenError(`cannot be downloaded (${reasonOf(cause)})`, { file }, { cause });
  }
  return files;
}

interface Limits {
  readonly fetch: typeof globalThis.fetch;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Returns whether an operand of `import` is a URL. */
export function isUrl(operand: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(operand);
}

function parseBase(base: string): URL {
  if (!URL.canParse(base)) throw new CodegenError("the URL cannot be read");
  const url = new URL(base);
  // The URL is not printed, because it may contain a password or a token.
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new CodegenError("the URL may not have credentials, a query or a fragment");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url)))
    throw new CodegenError("only https is accepted, and http on loopback", { file: url.href });
  return new URL(url.pathname.endsWith("/") ? url.href : `${url.href}/`);
}

/**
 * The function of `packages/guards` is not used: this package is published file by file, so no code is
 * inlined into it.
 */
function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

async function downloadFile(start: URL, limits: Limits): Promise<string> {
  let url = start;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const response = await limits.fetch(url, { redirect: "manual", signal: limits.signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null)
      return readBody(response, url, limits.maxBytes);
    await response.body?.cancel();
    url = redirected(location, url);
  }
  throw new CodegenError(`redirects more than ${maxRedirects} times`, { file: start.href });
}

function redirected(location: string, from: URL): URL {
  const file = from.href;
  if (!URL.canParse(location, from)) throw new CodegenError("redirects to an invalid URL", { file });
  const to = new URL(location, from);
  if (to.origin !== from.origin) throw new CodegenError(`redirects to another host, ${to.origin}`, { file });
  return to;
}

async function readBody(response: Response, { href }: URL, maxBytes: number): Promise<string> {
  const place = { file: href };
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new CodegenError(`responded with status ${response.status}`, place);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (size > maxBytes) throw new CodegenError(`is larger than ${maxBytes} bytes`, place);
    chunks.push(chunk);
  }
  return decodeText(Buffer.concat(chunks), href);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown reason";
  // The error of fetch only says that it failed; the reason is in its cause.
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
