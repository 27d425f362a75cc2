export interface Greeting {
  readonly version: string;
  readonly url: string;
  /** The URL for clients on this machine. */
  readonly clientUrl: string;
  readonly speed: number;
  readonly hasPage: boolean;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyFile: string | undefined;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly fleet: { readonly file: string; readonly size: number } | undefined;
  readonly state: { readonly file: string; readonly loaded: boolean } | undefined;
  /** The certificate that curl must trust, if it is the emulator's own. */
  readonly certFile: string | undefined;
}

/**
 * Returns the text that is printed at the start. It shows the emulator's own credentials, which are valid nowhere else.
 */
export function greetingText(greeting: Greeting): string {
  const { version, url, speed, hasPage, clientId, clientSecret, keyFile, webhook, fleet, state } = greeting;
  const pace = speed === 1 ? "" : `; its clock runs at ${speed}x`;
  const rows = [
    ["page", hasPage ? `${url}/` : "not served, because --host allows other machines"],
    ["client id", clientId],
    ["client secret", clientSecret],
    ["key file", keyFile],
    ["webhook", webhook?.url],
    ["webhook secret", webhook?.secret],
    ["fleet", fleet && `${fleet.size} ${fleet.size === 1 ? "vehicle" : "vehicles"} from ${fleet.file}`],
    ["state", state && `${state.loaded ? "loaded from" : "will be saved to"} ${state.file}`],
  ];
  return [
    `High Mobility emulator ${version} on ${url}${pace}`,
    "",
    ...rows.flatMap(([name = "", value]) => (value === undefined ? [] : [`  ${name.padEnd(14)} ${value}`])),
    "",
    "Try it:",
    "",
    `  ${curlLine(greeting)}`,
    "",
    "In an app:",
    "",
    `  ${clientLine(greeting)}`,
    "",
    "Or with variables, for clientOptionsFromEnv() and hm:",
    "",
    `  ${variablesLine(greeting)}`,
    "",
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** Returns a line of TypeScript that creates a client of this server. */
function clientLine({ clientUrl, clientId, clientSecret }: Greeting): string {
  const options = Object.entries({ baseUrl: clientUrl, clientId, clientSecret });
  return `const hm = createClient({ ${options.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} });`;
}

/** Returns the variables of this server, to put before a command. */
function variablesLine({ clientUrl, clientId, clientSecret }: Greeting): string {
  const variables = { HM_BASE_URL: clientUrl, HM_CLIENT_ID: clientId, HM_CLIENT_SECRET: clientSecret };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(" ");
}

/** Returns a line for a POSIX shell that requests a token and makes a call with it. */
function curlLine({ url, clientId, clientSecret, certFile }: Greeting): string {
  const curl = certFile === undefined ? "curl -s" : `curl -s --cacert ${quoted(certFile)}`;
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const fields = Object.entries(form).map(
    ([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`,
  );
  const token = `${curl} ${url}/v1/access_tokens ${fields.join(" ")} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`;
  return `${curl} ${url}/v1/fleets/vehicles -H "authorization: Bearer $(${token})"`;
}

function quoted(text: string): string {
  return /^[\w./=:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
