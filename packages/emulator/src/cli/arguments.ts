import { parseArgs } from "node:util";
import { CliError } from "./cli-error.ts";

export const usage = `Usage: high-mobility-emulator [options]

Serves the High Mobility platform on this machine, with a page to watch and control it.

  --port <port>            port to listen on, 0 for any free one (default: 4010)
  --host <host>            the interface to listen on (default: 127.0.0.1, which only this machine reaches;
                           the page is served for such hosts only)
  --fleet <file>           JSON list of vehicles: { "vin", "brand", "cleared", "eligible", "rejection", "privacyMode",
                           "asleep", "consentRemoved", "powertrain", "failures" }, all but the VIN optional;
                           "cleared": true gives it an approved clearance from the start
  --brand <name>           a brand in addition to those of the specification, such as hyundai;
                           may be repeated
  --speed <factor>x        speed of the emulator's clock, 0.001x to 1000000x (default: 1x);
                           tokens, assertions and rate limits use the machine's clock
  --seed <integer>         seed of the vehicles' data (default: 1)
  --client-id <id>         of the demo application (default: demo-app, or that of the key file)
  --client-secret <secret> of the demo application (default: a new one each time)
  --key-file <file>        private key of the demo application, as the console writes it; created if it does not exist
  --audience <url>         also accepts assertions for this audience, such as http://emulator:4010/v1; may be repeated
  --allow-origin <origin>  allows web pages of this origin to read responses, beside those of this machine;
                           may be repeated
  --owner-tokens <form>    form of vehicle owners' tokens: jwt, or opaque, the official form with a scope per property
                           (default: jwt)
  --redirect-uri <uri>     where the consent page may redirect the browser to; may be repeated
  --webhook <url>          receives the demo application's events, signed with
  --webhook-secret <secret> this secret (default: a new one each time)
  --state <file>           continues from this file if it exists; the state is saved to it at the end
  --tls-key <file>         serves HTTPS with this private key and
  --tls-cert <file>        this certificate, both PEM
  --help, --version
`;

export interface Arguments {
  readonly port: number;
  readonly host: string;
  readonly fleetFile: string | undefined;
  readonly brands: readonly string[];
  readonly speed: number;
  readonly seed: number;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly keyFile: string | undefined;
  readonly audiences: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly ownerTokens: "jwt" | "opaque";
  readonly redirectUris: readonly string[];
  readonly webhookUrl: string | undefined;
  readonly webhookSecret: string | undefined;
  readonly stateFile: string | undefined;
  readonly tls: { readonly keyFile: string; readonly certFile: string } | undefined;
}

/** @throws {CliError} if an argument cannot be understood. */
export function readArguments(args: readonly string[]): Arguments | "help" | "version" {
  const { values } = parse(args);
  if (values.help) return "help";
  if (values.version) return "version";
  const { "tls-key": keyFile, "tls-cert": certFile } = values;
  if ((keyFile === undefined) !== (certFile === undefined))
    throw new CliError("`--tls-key` and `--tls-cert` must be used together, got one of them.");
  return {
    port: wholeNumber("--port", values.port ?? "4010", { least: 0, most: 65_535 }),
    host: filled("--host", values.host) ?? "127.0.0.1",
    fleetFile: filled("--fleet", values.fleet),
    brands: values.brand ?? [],
    speed: speedFactor(values.speed ?? "1x"),
    seed: wholeNumber("--seed", values.seed ?? "1", {
      least: Number.MIN_SAFE_INTEGER,
      most: Number.MAX_SAFE_INTEGER,
    }),
    clientId: filled("--client-id", values["client-id"]),
    clientSecret: filled("--client-secret", values["client-secret"]),
    keyFile: filled("--key-file", values["key-file"]),
    audiences: values.audience ?? [],
    allowOrigins: values["allow-origin"] ?? [],
    ownerTokens: ownerTokenForm(values["owner-tokens"] ?? "jwt"),
    redirectUris: (values["redirect-uri"] ?? []).map((uri) => absolute("--redirect-uri", uri)),
    webhookUrl: values.webhook === undefined ? undefined : absolute("--webhook", values.webhook, /^https?:$/),
    webhookSecret: filled("--webhook-secret", values["webhook-secret"]),
    stateFile: filled("--state", values.state),
    tls: keyFile === undefined || certFile === undefined ? undefined : { keyFile, certFile },
  };
}

const text = { type: "string" } as const;

// The return type is what `parseArgs` infers from the options.
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        host: text,
        fleet: text,
        brand: { type: "string", multiple: true },
        speed: text,
        seed: text,
        "client-id": text,
        "client-secret": text,
        "key-file": text,
        audience: { type: "string", multiple: true },
        "allow-origin": { type: "string", multiple: true },
        "owner-tokens": text,
        "redirect-uri": { type: "string", multiple: true },
        webhook: text,
        "webhook-secret": text,
        state: text,
        "tls-key": text,
        "tls-cert": text,
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "unreadable arguments";
    // Without the hint about positional arguments, because there are none.
    const problem = message.replace(/\. To specify a positional .*$/s, "").replaceAll("\n", " ");
    throw new CliError(`${problem}. See --help.`, { cause });
  }
}

function filled(name: string, value: string | undefined): string | undefined {
  if (value === "") throw new CliError(`\`${name}\` must be a value, got none.`);
  return value;
}

function absolute(name: string, given: string, protocol = /./): string {
  if (URL.canParse(given) && protocol.test(new URL(given).protocol)) return given;
  throw new CliError(`\`${name}\` must be an absolute URL, got "${given}".`);
}

function wholeNumber(
  name: string,
  given: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = /^-?\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new CliError(`\`${name}\` must be a whole number from ${least} to ${most}, got "${given}".`);
}

function ownerTokenForm(given: string): "jwt" | "opaque" {
  if (given === "jwt" || given === "opaque") return given;
  throw new CliError(`\`--owner-tokens\` must be jwt or opaque, got "${given}".`);
}

function speedFactor(given: string): number {
  const [, digits] = /^(\d+(?:\.\d+)?)x?$/.exec(given) ?? [];
  const value = Number(digits);
  if (value >= 0.001 && value <= 1_000_000) return value;
  throw new CliError(`\`--speed\` must be a factor from 0.001x to 1000000x, such as 60x, got "${given}".`);
}
