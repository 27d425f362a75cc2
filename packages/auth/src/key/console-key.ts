import type { PemKey } from "./private-key.ts";

/** What {@link consoleKey} returns: two of the options of `clientCredentials`. */
export interface ConsoleKey {
  /** The `client_id` of the file. */
  readonly clientId: string;
  /** The `private_key` of the file, with its `id`. */
  readonly privateKey: PemKey;
}

/**
 * Reads client id and private key from the file that the console downloads:
 * `{ "client_id", "id", "private_key", "inserted_at" }`.
 *
 * @param file The file's text or bytes, or the object parsed from it.
 * @example clientCredentials({ environment: "live", ...consoleKey(await readFile("key.json", "utf8")) })
 * @throws {TypeError} if the file has another form, or if its key is not a PEM. The message names the field and shows
 * no content.
 */
export function consoleKey(file: unknown): ConsoleKey {
  const text = file instanceof Uint8Array ? new TextDecoder().decode(file) : file;
  const fields = typeof text === "string" ? parse(text) : text;
  if (typeof fields !== "object" || fields === null)
    throw new TypeError(
      "The console key file must be a JSON object with client_id, id and private_key, got something else.",
    );
  const field = (name: string): string => {
    const value: unknown = Reflect.get(fields, name);
    if (typeof value === "string" && value !== "") return value;
    throw new TypeError(
      `${name} of the console key file must be a non-empty string, got ${value === "" ? "an empty string" : typeof value}. Download the file again.`,
    );
  };
  const [clientId, id, pem] = [field("client_id"), field("id"), field("private_key")];
  // The code that reads a whole PEM is loaded with the first assertion (docs/decisions/0051).
  if (!/-----BEGIN (?:EC )?PRIVATE KEY-----/.test(pem))
    throw new TypeError(
      "private_key of the console key file must be the PEM of a private key, got another text. Download the file again.",
    );
  return { clientId, privateKey: { id, pem } };
}

function parse(text: string): unknown {
  try {
    // Editors and PowerShell write a byte order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Without the parser's message, which quotes the text: the text contains the key.
    throw new TypeError(
      "The console key file must be JSON, got a text that is not JSON. Pass the content of the file, not its path.",
    );
  }
}
