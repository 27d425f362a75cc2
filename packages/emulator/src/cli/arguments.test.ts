import { describe, expect, it } from "vitest";
import { readArguments, usage } from "./arguments.ts";
import { CliError } from "./cli-error.ts";

describe("readArguments", () => {
  it("has a value for everything that is not given", () => {
    expect(readArguments([])).toEqual({
      port: 4010,
      host: "127.0.0.1",
      fleetFile: undefined,
      speed: 1,
      seed: 1,
      clientId: undefined,
      clientSecret: undefined,
      keyFile: undefined,
      audiences: [],
      redirectUris: [],
      webhookUrl: undefined,
      webhookSecret: undefined,
      stateFile: undefined,
      tls: undefined,
    });
  });

  it("reads what is given", () => {
    const given =
      "--port 0 --host ::1 --fleet f --speed 0.5x --seed=-3 --client-id c --client-secret s --key-file k";
    const app =
      "--redirect-uri http://localhost:3000/back --webhook http://localhost:3000/hook --webhook-secret w";
    const more = "--audience http://a/v1 --audience http://b/v1 --state t --tls-key key --tls-cert cert";
    expect(readArguments(`${given} ${app} ${more}`.split(" "))).toEqual({
      port: 0,
      host: "::1",
      fleetFile: "f",
      speed: 0.5,
      seed: -3,
      clientId: "c",
      clientSecret: "s",
      keyFile: "k",
      audiences: ["http://a/v1", "http://b/v1"],
      redirectUris: ["http://localhost:3000/back"],
      webhookUrl: "http://localhost:3000/hook",
      webhookSecret: "w",
      stateFile: "t",
      tls: { keyFile: "key", certFile: "cert" },
    });
  });

  it("prefers help and version to everything else", () => {
    expect(readArguments(["--help", "--port", "1"])).toBe("help");
    expect(readArguments(["-h"])).toBe("help");
    expect(readArguments(["--version"])).toBe("version");
  });

  it.each([
    ["--port 65536", `--port: expected a whole number from 0 to 65535, got "65536"`],
    ["--port 1e3", `--port: expected a whole number from 0 to 65535, got "1e3"`],
    ["--seed 1.5", /^--seed: expected a whole number .*, got "1\.5"$/],
    ["--speed 0x", `--speed: expected a factor from 0.001x to 1000000x, such as 60x, got "0x"`],
    ["--speed fast", /^--speed: expected a factor .*, got "fast"$/],
    ["--redirect-uri /back", `--redirect-uri: expected an absolute address, got "/back"`],
    ["--webhook ftp://a", `--webhook: expected an absolute address, got "ftp://a"`],
    ["--tls-key k", "--tls-key and --tls-cert go together: give both or neither"],
    ["--state=", "--state: expected a value, got none"],
    ["--nonsense", "Unknown option '--nonsense'; see --help"],
    ["extra", /^Unexpected argument 'extra'.*; see --help$/],
    ["--seed -3", /^Option '--seed' argument is ambiguous\. .*'--seed=-XYZ'\.; see --help$/],
    ["--port", /^Option '--port <value>' argument missing; see --help$/],
  ])("says in one line what is wrong with %s", (given, message) => {
    const read = () => readArguments(given.split(" "));
    expect(read).toThrow(CliError);
    expect(read).toThrow(message instanceof RegExp ? message : new CliError(message));
  });

  it("explains every option", () => {
    for (const name of ["port", "host", "fleet", "speed", "seed", "client-id", "client-secret", "key-file"])
      expect(usage).toContain(`--${name} `);
    for (const name of [
      "redirect-uri",
      "webhook",
      "webhook-secret",
      "audience",
      "state",
      "tls-key",
      "tls-cert",
      "help",
    ])
      expect(usage).toContain(`--${name}`);
  });
});
