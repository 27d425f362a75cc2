import { expect, test } from "vitest";
import { readArguments, usage } from "./arguments.ts";
import { CliError } from "./cli-error.ts";

test("readArguments has default values", () => {
  expect(readArguments([])).toEqual({
    port: 4010,
    host: "127.0.0.1",
    fleetFile: undefined,
    brands: [],
    speed: 1,
    seed: 1,
    clientId: undefined,
    clientSecret: undefined,
    keyFile: undefined,
    audiences: [],
    allowOrigins: [],
    ownerTokens: "jwt",
    redirectUris: [],
    webhookUrl: undefined,
    webhookSecret: undefined,
    stateFile: undefined,
    tls: undefined,
  });
});

test("readArguments reads all arguments", () => {
  const given =
    "--port 0 --host ::1 --fleet f --brand hyundai --brand togg --speed 0.5x --seed=-3 --client-id c --client-secret s --key-file k";
  const app =
    "--owner-tokens opaque --redirect-uri http://localhost:3000/back --webhook http://localhost:3000/hook --webhook-secret w";
  const more =
    "--audience http://a/v1 --audience http://b/v1 --allow-origin https://a.example --allow-origin https://b.example --state t --tls-key key --tls-cert cert";
  expect(readArguments(`${given} ${app} ${more}`.split(" "))).toEqual({
    port: 0,
    host: "::1",
    fleetFile: "f",
    brands: ["hyundai", "togg"],
    speed: 0.5,
    seed: -3,
    clientId: "c",
    clientSecret: "s",
    keyFile: "k",
    audiences: ["http://a/v1", "http://b/v1"],
    ownerTokens: "opaque",
    allowOrigins: ["https://a.example", "https://b.example"],
    redirectUris: ["http://localhost:3000/back"],
    webhookUrl: "http://localhost:3000/hook",
    webhookSecret: "w",
    stateFile: "t",
    tls: { keyFile: "key", certFile: "cert" },
  });
});

test("readArguments prefers help and version to everything else", () => {
  expect(readArguments(["--help", "--port", "1"])).toBe("help");
  expect(readArguments(["-h"])).toBe("help");
  expect(readArguments(["--version"])).toBe("version");
});

test.each([
  ["--port 65536", `\`--port\` must be a whole number from 0 to 65535, got "65536".`],
  ["--port 1e3", `\`--port\` must be a whole number from 0 to 65535, got "1e3".`],
  ["--seed 1.5", /^`--seed` must be a whole number .*, got "1\.5"\.$/],
  ["--speed 0x", `\`--speed\` must be a factor from 0.001x to 1000000x, such as 60x, got "0x".`],
  ["--speed fast", /^`--speed` must be a factor .*, got "fast"\.$/],
  ["--redirect-uri /back", `\`--redirect-uri\` must be an absolute URL, got "/back".`],
  ["--webhook ftp://a", `\`--webhook\` must be an absolute URL, got "ftp://a".`],
  ["--owner-tokens plain", '`--owner-tokens` must be jwt or opaque, got "plain".'],
  ["--tls-key k", "`--tls-key` and `--tls-cert` must be used together, got one of them."],
  ["--state=", "`--state` must be a value, got none."],
  ["--nonsense", "Unknown option '--nonsense'. See --help."],
  ["extra", /^Unexpected argument 'extra'.*\. See --help\.$/],
  ["--seed -3", /^Option '--seed' argument is ambiguous\. .*'--seed=-XYZ'\.\. See --help\.$/],
  ["--port", /^Option '--port <value>' argument missing\. See --help\.$/],
])("readArguments rejects %s with a message of one line", (given, message) => {
  const read = () => readArguments(given.split(" "));
  expect(read).toThrow(CliError);
  expect(read).toThrow(message instanceof RegExp ? message : new CliError(message));
});

test("readArguments explains every option", () => {
  for (const name of ["port", "host", "fleet", "speed", "seed", "client-id", "client-secret", "key-file"])
    expect(usage).toContain(`--${name} `);
  for (const name of [
    "redirect-uri",
    "webhook",
    "webhook-secret",
    "audience",
    "owner-tokens",
    "brand",
    "allow-origin",
    "state",
    "tls-key",
    "tls-cert",
    "help",
  ])
    expect(usage).toContain(`--${name}`);
});
