import type { PemKey } from "./private-key.ts";

/** What {@link consoleKey} gives: two of the options of `clientCredentials`. */
export interface ConsoleKey {
  readonly clientId: string;
  readonly privateKey: PemKey;
}

/**
 * Client id and private key from the file that the console downloads:
 * `{ "client_id", "id", "private_key", "inserted_at" }`.
 *
 * @param file The file's text, or the object parsed from it.
 * @example clientCredentials({ environment: "live", ...consoleKey(await readFile("key.json", "utf8")) })
 * @throws {TypeError} when it is not that file; the message names the field, and shows nothing of the content.
 */
export function consoleKey(file: unknown): ConsoleKey {
  const fields = typeof file === "string" ? parse(file) : file;
  if (typeof fields !== "object" || fields === null)
    throw new TypeError("console key file must be a JSON object with client_id, id and private_key");
  const [clientId, id, pem] = ["client_id", "id", "private_key"].map((name) => {
    const value: unknown = Reflect.get(fields, name);
    if (typeof value === "string" && value !== "") return value;
    throw new TypeError(`console key file: ${name} must be a non-empty string; download the file again`);
  });
  return { clientId: String(clientId), privateKey: { id: String(id), pem: String(pem) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's message: it quotes the text, and the text holds the key.
    throw new TypeError("console key file is not JSON; download the file again");
  }
}
