import { readFile } from "node:fs/promises";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

export interface ListenCommandOptions {
  readonly mqtt?: boolean;
  readonly applicationId?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly clientId: string;
  readonly format: "v1" | "v2";
  readonly environment: "sandbox" | "live";
  readonly protocol: "5" | "3.1.1";
  readonly url?: string;
  readonly webhook?: number;
  readonly host: string;
}

/** `hm listen`: shows messages until it is interrupted, or until `--timeout` is over. */
export async function listen(session: Session, options: ListenCommandOptions): Promise<void> {
  if (Boolean(options.mqtt) === (options.webhook !== undefined))
    throw new CommandError("Choose one of --mqtt and --webhook <port>.", exitCodes.usage);
  if (options.webhook !== undefined) {
    const { listenForWebhooks } = await import("../listening/webhooks.ts");
    await listenForWebhooks(session, { port: options.webhook, host: options.host });
  } else {
    const { listenToBroker } = await import("../listening/broker.ts");
    await listenToBroker(session, await brokerOptions(session, options));
  }
  if (session.isInterrupted) session.fail(exitCodes.interrupted);
}

async function brokerOptions(session: Session, options: ListenCommandOptions) {
  const { format, environment, clientId, url, certificate, key } = options;
  const applicationId = options.applicationId ?? (await session.connect()).clientId;
  if ((certificate === undefined) !== (key === undefined))
    throw new CommandError("--certificate and --key must be used together.", exitCodes.usage);
  return {
    format,
    environment,
    clientId,
    applicationId,
    protocolVersion: options.protocol === "5" ? (5 as const) : (4 as const),
    ...(url !== undefined && { url }),
    ...(certificate !== undefined &&
      key !== undefined && {
        // The files are read again for each connection, so that a renewed certificate is used without a
        // restart.
        certificate: async () => ({ cert: await pem(certificate), key: await pem(key) }),
      }),
  };
}

async function pem(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new CommandError(`${path} cannot be read (${code}).`, exitCodes.usage);
  }
}
