import { readFileSync } from "node:fs";
import { consoleKey, type Environment, type PrivateKey } from "@high-mobility-ts/auth";

/** The server: one of the platform's environments, or the base URL of an emulator or a gateway. */
type CallTarget =
  | {
      /** From `HM_ENVIRONMENT`. */
      readonly environment: Environment;
    }
  | {
      /** From `HM_BASE_URL`. */
      readonly baseUrl: string;
    };

type EnvCredentials =
  | {
      /** From `HM_CLIENT_ID`. */
      readonly clientId: string;
      /** From `HM_CLIENT_SECRET`. */
      readonly clientSecret: string;
    }
  | {
      /** The client id of the key file. */
      readonly clientId: string;
      /** The client id of the key file. */
      readonly privateKey: PrivateKey;
    };

/** The result of {@link clientOptionsFromEnv}: options of `createClient`, to which you can add others. */
export type EnvClientOptions = CallTarget & EnvCredentials;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the server and the credentials from environment variables. Empty variables count as not set.
 *
 * - `HM_ENVIRONMENT` (`sandbox` or `live`) or `HM_BASE_URL` (an absolute URL)
 * - `HM_CLIENT_ID` and `HM_CLIENT_SECRET`; or the key file that the console downloads, as a path in `HM_PRIVATE_KEY_FILE` or
 *   as its JSON text in `HM_PRIVATE_KEY`
 *
 * @param variables Default: `process.env`.
 * @example const hm = createClient({ ...clientOptionsFromEnv(), retry: false });
 * @throws {TypeError} if a variable is missing, wrong, or contradicts another. The message names all variables concerned and
 * shows no secret.
 */
export function clientOptionsFromEnv(variables: Variables = process.env): EnvClientOptions {
  return { ...readPlace(variables), ...readCredentials(variables) };
}

function readPlace({ HM_ENVIRONMENT: environment, HM_BASE_URL: baseUrl }: Variables): CallTarget {
  if (environment && baseUrl)
    throw new TypeError("HM_ENVIRONMENT and HM_BASE_URL are both set. Unset one of them.");
  if (baseUrl) return { baseUrl };
  if (environment === "sandbox" || environment === "live") return { environment };
  if (!environment)
    throw new TypeError("HM_ENVIRONMENT is not set. Set it to sandbox or live, or set HM_BASE_URL.");
  throw new TypeError(
    `HM_ENVIRONMENT must be sandbox or live, got ${JSON.stringify(environment.slice(0, 40))}.`,
  );
}

function readCredentials(variables: Variables): EnvCredentials {
  const { HM_CLIENT_ID: clientId, HM_CLIENT_SECRET: clientSecret } = variables;
  const { HM_PRIVATE_KEY_FILE: keyFile, HM_PRIVATE_KEY: keyText } = variables;
  const given = Object.entries({
    HM_CLIENT_SECRET: clientSecret,
    HM_PRIVATE_KEY_FILE: keyFile,
    HM_PRIVATE_KEY: keyText,
  })
    .filter(([, value]) => value)
    .map(([name]) => name);
  if (given.length > 1) throw new TypeError(`${given.join(" and ")} are all set. Keep one of them.`);
  if (keyFile || keyText) return readKey(keyFile ? readKeyFile(keyFile) : keyText, clientId);
  if (clientId && clientSecret) return { clientId, clientSecret };
  const missing = clientId ? "HM_CLIENT_SECRET is" : clientSecret ? "HM_CLIENT_ID is" : "Credentials are";
  throw new TypeError(
    `${missing} not set. Set HM_CLIENT_ID and HM_CLIENT_SECRET, or HM_PRIVATE_KEY_FILE, or HM_PRIVATE_KEY.`,
  );
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    throw new TypeError(`HM_PRIVATE_KEY_FILE: ${path} cannot be read (${code}).`, { cause });
  }
}

function readKey(text: string | undefined, clientId: string | undefined): EnvCredentials {
  const credentials = consoleKey(text);
  if (clientId && clientId !== credentials.clientId)
    throw new TypeError("HM_CLIENT_ID is not the client id in the key file. Unset HM_CLIENT_ID.");
  return credentials;
}
