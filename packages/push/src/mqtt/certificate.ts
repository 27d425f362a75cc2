import { X509Certificate } from "node:crypto";
import { ConsumerError } from "./consumer-error.ts";

/** A TLS client certificate and its key, in PEM. */
export interface ClientCertificate {
  /** The certificate and its intermediate certificates. */
  readonly cert: string | Uint8Array;
  /** The private key of the certificate. */
  readonly key: string | Uint8Array;
  /** The certificate authorities for the broker's certificate. Default: the authorities of the runtime. */
  readonly ca?: string | Uint8Array | undefined;
  /** Decrypts the private key. Default: the key is not encrypted. */
  readonly passphrase?: string | undefined;
}

/**
 * Returns the certificate. It is called for each connection, so that a renewed certificate is used without a restart.
 */
export type CertificateProvider = () => ClientCertificate | Promise<ClientCertificate>;

/**
 * Returns the certificate of the provider and the time at which it expires.
 *
 * @throws {ConsumerError} `certificate` if the provider fails, or the certificate cannot be read or has expired.
 */
export async function readCertificate(
  provider: ClientCertificate | CertificateProvider,
  now: number,
): Promise<{ readonly certificate: ClientCertificate; readonly expiresAt: Date }> {
  const certificate = await ask(provider);
  const expiresAt = expiryOf(certificate);
  if (expiresAt.getTime() <= now)
    throw new ConsumerError(
      "certificate",
      `The client certificate expired at ${expiresAt.toISOString()}. Get a new one from the console.`,
    );
  return { certificate, expiresAt };
}

const dayMs = 86_400_000;

/** Certificates that expire earlier are announced. */
const announcedMs = 30 * dayMs;

export interface CertificateWatch {
  readonly clock: { now(): number };
  /** Waits for this many milliseconds. An exception ends the watch. */
  readonly wait: (ms: number) => Promise<void>;
  /** Is called if the certificate expires soon. */
  readonly announce: (expiresAt: Date) => void;
}

/**
 * Announces a certificate that expires soon: at once and then each day, because a connection can last for months. The
 * provider is called each time, so a renewed certificate is not announced.
 */
export async function watchCertificate(
  provider: ClientCertificate | CertificateProvider,
  expiresAt: Date,
  { clock, wait, announce }: CertificateWatch,
): Promise<void> {
  let last = expiresAt;
  for (;;) {
    if (last.getTime() - clock.now() < announcedMs) announce(last);
    await wait(dayMs);
    // If the provider fails, the next connection reports it.
    last = await readCertificate(provider, 0).then(
      (read) => read.expiresAt,
      () => last,
    );
  }
}

async function ask(provider: ClientCertificate | CertificateProvider): Promise<ClientCertificate> {
  if (typeof provider !== "function") return provider;
  try {
    return await provider();
  } catch (cause) {
    throw new ConsumerError("certificate", "The certificate provider failed.", { cause });
  }
}

function expiryOf({ cert }: ClientCertificate): Date {
  try {
    return new Date(new X509Certificate(cert).validTo);
  } catch {
    // Without the cause, which may quote a private key.
    throw new ConsumerError("certificate", "certificate.cert must be a certificate in PEM.");
  }
}
