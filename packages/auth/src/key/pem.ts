/** The block of a PEM that holds the key, undecoded. */
export interface PemBlock {
  readonly label: "PRIVATE KEY" | "EC PRIVATE KEY";
  readonly base64: string;
}

interface Block {
  readonly label: string;
  readonly content: string;
}

/**
 * Finds the private key in a PEM, among certificates and parameters. Environment variables often hold a PEM with the
 * two characters `\\n` instead of line breaks. A PEM has no other backslashes, so these two characters are
 * read as a line break.
 *
 * @throws {TypeError} that says what was found and what was expected. It shows no part of the key.
 * @see https://www.rfc-editor.org/rfc/rfc7468
 */
export function readPem(pem: string): PemBlock {
  const problem = (got: string) =>
    new TypeError(`privateKey.pem must be an EC P-256 private key (PKCS#8 or SEC1 PEM), got ${got}.`);
  const blocks = blocksOf(pem.replaceAll("\\n", "\n"));
  const found = blocks.find(({ label }) => label.endsWith("PRIVATE KEY"));
  // Files of `openssl ecparam -genkey` begin with a block of curve parameters.
  const { label, content } = found ?? blocks.find((block) => block.label !== "EC PARAMETERS") ?? {};
  if (label === undefined || content === undefined) throw problem("text that is not PEM, or is truncated");
  // Headers of RFC 1421, as OpenSSL writes them: `Proc-Type: 4,ENCRYPTED`.
  if (label === "ENCRYPTED PRIVATE KEY" || content.includes("ENCRYPTED"))
    throw problem("an encrypted key. Decrypt it first: openssl pkcs8 -topk8 -nocrypt -in key.pem");
  if (label !== "PRIVATE KEY" && label !== "EC PRIVATE KEY") throw problem(`a block labelled ${label}`);
  return { label, base64: content };
}

/** Returns the blocks of a PEM in their order. Reads each character once. */
function blocksOf(pem: string): readonly Block[] {
  const blocks: Block[] = [];
  const begin = "-----BEGIN ";
  for (let from = pem.indexOf(begin); from >= 0; from = pem.indexOf(begin, from)) {
    const labelAt = from + begin.length;
    const labelEnd = pem.indexOf("-----", labelAt);
    const label = pem.slice(labelAt, labelEnd);
    const contentAt = labelEnd + 5;
    const contentEnd = labelEnd < 0 ? -1 : pem.indexOf(`-----END ${label}-----`, contentAt);
    if (contentEnd < 0) break;
    blocks.push({ label, content: pem.slice(contentAt, contentEnd) });
    from = contentEnd;
  }
  return blocks;
}
