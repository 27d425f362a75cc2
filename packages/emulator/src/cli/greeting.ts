export interface Greeting {
  readonly version: string;
  readonly url: string;
  /** Where a client on this machine reaches the server. */
  readonly clientUrl: string;
  readonly speed: number;
  readonly hasPage: boolean;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly keyFile: string | undefined;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly fleet: { readonly file: string; readonly size: number } | undefined;
  readonly state: { readonly file: string; readonly loaded: boolean } | undefined;
  /** For curl to trust, where it is the emulator's own. */
  readonly certFile: string | undefined;
}

/** What is printed at the start. The credentials are the emulator's own: they open nothing else. */
export function greetingText(greeting: Greeting): string {
  const { version, url, speed, hasPage, clientId, clientSecret, keyFile, webhook, fleet, state } = greeting;
  const pace = speed === 1 ? "" : `; its clock runs at ${speed}x`;
  const rows = [
    ["page", hasPage ? `${url}/` : "none: --host lets other machines in"],
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
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** One line of TypeScript: a client of this server. */
function clientLine({ clientUrl, clientId, clientSecret }: Greeting): string {
  const options = Object.entries({ baseUrl: clientUrl, clientId, clientSecret });
  return `const hm = createClient({ ${options.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", ")} });`;
}

/** One line for a POSIX shell: a token, and a call with it. */
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
