import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { AppKey } from "../options.ts";
import { CliError } from "./cli-error.ts";
import { createPrivate, readJsonIfThere } from "./json-file.ts";

interface FileKey {
  readonly clientId: string;
  readonly key: AppKey;
}

/**
 * Returns the public key of a key file in the console's form. A missing file is created for `clientId`, readable by its
 * owner only. An existing file is read and never changed.
 *
 * @throws {CliError} that names the file and the field, and shows no part of the key.
 */
export async function keyFromFile(file: string, clientId: string): Promise<FileKey> {
  const content = await readJsonIfThere(file);
  return content === undefined ? makeKeyFile(file, clientId) : readKeyFile(file, content);
}

async function makeKeyFile(file: string, clientId: string): Promise<FileKey> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = crypto.randomUUID();
  const content = {
    client_id: clientId,
    id,
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    inserted_at: new Date().toISOString(),
  };
  await createPrivate(file, `${JSON.stringify(content, undefined, 2)}\n`);
  return { clientId, key: { id, publicKey: pemOf(publicKey) } };
}

function readKeyFile(file: string, content: unknown): FileKey {
  const field = (name: string): string => {
    const value: unknown =
      typeof content === "object" && content !== null ? Reflect.get(content, name) : null;
    if (typeof value === "string" && value !== "") return value;
    throw new CliError(
      `\`${name}\` in ${file} must be a non-empty string as in the console's key files, got ${value === undefined || value === null ? "none" : "something else"}.`,
    );
  };
  const [clientId, id, pem] = [field("client_id"), field("id"), field("private_key")];
  return { clientId, key: { id, publicKey: pemOf(publicKeyOf(file, pem)) } };
}

function publicKeyOf(file: string, pem: string): KeyObject {
  try {
    const key = createPublicKey(createPrivateKey(pem));
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  } catch {
    // Without the cause: a parser's message may quote the text.
  }
  throw new CliError(
    `\`private_key\` in ${file} must be an EC P-256 private key as PEM, got something else.`,
  );
}

function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}
