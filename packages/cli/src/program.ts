import { Command, InvalidArgumentError, Option } from "commander";
import { milliseconds } from "./arguments/duration.ts";
import { packageVersion } from "./package-folder.ts";
import type { GlobalOptions, Session } from "./session.ts";

/**
 * Returns the commands of `hm`. The code of a command is loaded when it runs: `hm --help` loads only this
 * module.
 *
 * @throws {CommanderError} while parsing, for `--help`, `--version` and wrong usage. The text is printed before.
 */
export function createProgram(session: Session): Command {
  const program = baseProgram(session);
  addPlatformCommands(program, session);
  addFleetCommands(program, session);
  addDeliveryCommands(program, session);
  addToolCommands(program, session);
  return program;
}

function baseProgram(session: Session): Command {
  const { stdout, stderr } = session.terminal;
  return new Command("hm")
    .description("The High Mobility platform at a terminal.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addOption(new Option("--json", "write JSON Lines").conflicts("csv"))
    .option("--csv", "write CSV")
    .option("--profile <name>", "use the credentials of this profile")
    .option("--emulator", "use the built-in emulator: no account, no network")
    .option("--timeout <duration>", "give up after this time, such as 30s, 5m or 2h", durationOption)
    .option("-y, --yes", "do not ask before something is removed or costs money")
    .option("-v, --verbose", "write each request and its retries to standard error")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "hm: ")),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    })
    .showSuggestionAfterError()
    .exitOverride()
    .hook("preAction", (_program, command) => session.configure(command.optsWithGlobals<GlobalOptions>()))
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 something failed, 2 wrong usage, 3 not authorized, 130 interrupted.\nCredentials: hm login, or HM_ENVIRONMENT, HM_CLIENT_ID and HM_CLIENT_SECRET.",
    );
}

function addPlatformCommands(program: Command, session: Session): void {
  program
    .command("status")
    .description("show the application, the environment, and whether it can get a token")
    .action(async () => (await import("./commands/status.ts")).status(session));
  program
    .command("login")
    .description("store a client secret, or the private key from the console, in a profile")
    .option("--key-file <path>", "the key file that the console downloads")
    .option("--client-id <id>", "the client id; the secret is asked for, or read from standard input")
    .addOption(new Option("--environment <name>", "where to call").choices(["sandbox", "live"]))
    .option("--base-url <url>", "a server instead of the platform")
    .action(async (options) => (await import("./commands/login.ts")).login(session, options));
  program
    .command("logout")
    .description("remove a profile")
    .action(async () => (await import("./commands/login.ts")).logout(session));
}

function addFleetCommands(program: Command, session: Session): void {
  program
    .command("eligible [vins...]")
    .description("check whether vehicles can deliver data")
    .option("--brand <brand>", "the brand of the vehicles")
    .option(
      "--file <csv>",
      "read vehicles from a CSV file with the columns vin and brand; - is standard input",
    )
    .action(async (vins, options) =>
      (await import("./commands/eligible.ts")).eligible(session, vins, options),
    );
  program
    .command("clear <csv>")
    .description("ask for clearance of the vehicles in a CSV file with the columns vin and brand")
    .option("--watch", "wait until every clearance is decided")
    .option("--no-resume", "start again and do not continue an interrupted run")
    .action(async (csv, options) => (await import("./commands/clear.ts")).clear(session, csv, options));
  addClearanceCommands(program, session);
  program
    .command("data <vins...>")
    .description("read the data of vehicles")
    .option("--property <name>", "only this property or capability, such as diagnostics.odometer", collected)
    .option("--unit <unit>", "convert values of the same quantity to this unit, such as miles", collected)
    .option("--watch [interval]", "read repeatedly, every 60s by default, and show changes", durationOption)
    .action(async (vins, options) => (await import("./commands/data.ts")).data(session, vins, options));
  program
    .command("static <vin>")
    .description("read the static data of a vehicle")
    .option("--valuation", "also estimate the value of the vehicle; this can cost money, and asks first")
    .option("--odometer <kilometers>", "for --valuation: the distance driven", numberOption)
    .option("--registered <date>", "for --valuation: the day of the first registration, such as 2021-03-31")
    .option("--country <code>", "for --valuation: the market, such as DE", "DE")
    .action(async (vin, options) => (await import("./commands/static.ts")).staticData(session, vin, options));
}

function addClearanceCommands(program: Command, session: Session): void {
  const clearances = program.command("clearances").description("list, show and remove clearances");
  clearances
    .command("list", { isDefault: true })
    .description("list clearances")
    .option("--status <status>", "only with this status, such as pending", collected)
    .option("--brand <brand>", "only of this brand", collected)
    .option(
      "--since <duration>",
      "only clearances that were requested within this time, such as 2d",
      durationOption,
    )
    .action(async (options) => (await import("./commands/clearances.ts")).listClearances(session, options));
  clearances
    .command("get <vins...>")
    .description("show the clearances of vehicles with their history")
    .action(async (vins) => (await import("./commands/clearances.ts")).getClearances(session, vins));
  clearances
    .command("remove <vins...>")
    .description("end the clearances of vehicles; asks first")
    .action(async (vins) => (await import("./commands/clearances.ts")).removeClearances(session, vins));
  clearances
    .command("watch <vins...>")
    .description("wait until the clearances of vehicles are decided")
    .action(async (vins) => (await import("./commands/clearances.ts")).watchClearances(session, vins));
}

function addDeliveryCommands(program: Command, session: Session): void {
  program
    .command("listen")
    .description("show messages when they arrive")
    .option("--mqtt", "receive vehicle data from the platform's broker")
    .option("--application-id <id>", "whose messages; default: the client id of the credentials")
    .option("--certificate <pem>", "the TLS client certificate from the console")
    .option("--key <pem>", "the private key of the certificate")
    .option("--client-id <id>", "the name of the session for which the broker keeps messages", "hm-cli")
    .addOption(
      new Option("--format <format>", "the format of the messages").choices(["v1", "v2"]).default("v2"),
    )
    .addOption(
      new Option("--environment <name>", "whose broker").choices(["sandbox", "live"]).default("live"),
    )
    .addOption(new Option("--protocol <version>", "the version of MQTT").choices(["5", "3.1.1"]).default("5"))
    .option("--url <url>", "a broker instead of the platform's, such as mqtt://localhost:1883")
    .option(
      "--webhook <port>",
      "receive webhooks on this port; HM_WEBHOOK_SECRET holds the secret",
      numberOption,
    )
    .option("--host <host>", "the interface for webhooks", "127.0.0.1")
    .action(async (options) => (await import("./commands/listen.ts")).listen(session, options));
  program
    .command("samples <files...>")
    .description("turn delivered files (S3, Azure) into records; - is standard input")
    .action(async (files) => (await import("./commands/samples.ts")).samplesOf(session, files));
}

function addToolCommands(program: Command, session: Session): void {
  program
    .command("emulate")
    .description("run the emulator with its page")
    .option("--port <port>", "the port to listen on", numberOption, 4010)
    .action(async (options) => (await import("./commands/emulate.ts")).emulate(session, options));
  program
    .command("mcp")
    .description("serve the platform as tools for language models (Model Context Protocol, stdio)")
    .option("--allow-writes <operations>", "operations that may write, separated by commas", commaSeparated)
    .option("--mask-vins", "replace VINs by names such as vin-1")
    .action(async (options) => (await import("./commands/mcp.ts")).mcp(session, options));
  program
    .command("completion <shell>")
    .description("print a completion script for bash, zsh or fish")
    .action(async (shell) => (await import("./commands/completion.ts")).completion(session, program, shell));
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function commaSeparated(text: string, before: readonly string[] = []): string[] {
  const names = text.split(",").map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== "")];
}

function durationOption(text: string): number {
  const ms = milliseconds(text);
  if (ms === undefined) throw new InvalidArgumentError("It must be a time such as 30s, 5m, 2h or 2d.");
  return ms;
}

function numberOption(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw new InvalidArgumentError("It must be a number.");
  return number;
}
