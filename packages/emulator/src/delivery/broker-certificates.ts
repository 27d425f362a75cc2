/** A client certificate with its key and the authority of the broker, all in PEM. */
export interface ClientCertificateFiles {
  /** The certificate of the authority. */
  readonly ca: string;
  /** The certificate of the client. */
  readonly cert: string;
  /** The private key of the client. */
  readonly key: string;
}

export interface BrokerCertificates {
  readonly server: ClientCertificateFiles;
  readonly client: ClientCertificateFiles;
}

// Names of optional dependencies, hidden from bundlers. x509 needs the other package to be imported first.
const reflectModule: string = "reflect-metadata";
const x509Module: string = "@peculiar/x509";
const signingAlgorithm = { name: "ECDSA", hash: "SHA-256" };
const lifetimeMs = 365 * 86_400_000;

/**
 * Creates a certificate authority, and certificates of it for a server on this machine and for a client.
 *
 * @throws {Error} if `@peculiar/x509` is not installed.
 */
export async function issueCertificates(): Promise<BrokerCertificates> {
  const { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } =
    await importX509();
  const notBefore = new Date(Date.now() - 60_000);
  const notAfter = new Date(notBefore.getTime() + lifetimeMs);
  const authorityKeys = await newKeys();
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=High Mobility emulator",
    notBefore,
    notAfter,
    keys: authorityKeys,
    signingAlgorithm,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  const ca = authority.toString("pem");

  async function issue(name: string, serialNumber: string): Promise<ClientCertificateFiles> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber,
      subject: `CN=${name}`,
      issuer: authority.subject,
      notBefore,
      notAfter,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: "dns", value: "localhost" },
          { type: "ip", value: "127.0.0.1" },
        ]),
      ],
    });
    return { ca, cert: certificate.toString("pem"), key: await privateKeyPem(keys.privateKey) };
  }
  return { server: await issue("localhost", "02"), client: await issue("emulated client", "03") };
}

async function importX509(): Promise<typeof import("@peculiar/x509")> {
  try {
    await import(/* @vite-ignore */ reflectModule);
    return await import(/* @vite-ignore */ x509Module);
  } catch (cause) {
    throw new Error(
      "TLS of the broker needs the packages @peculiar/x509 and reflect-metadata. Install @peculiar/x509 2 and reflect-metadata 0.2.",
      { cause },
    );
  }
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
  const lines = btoa(String.fromCharCode(...bytes)).match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}
