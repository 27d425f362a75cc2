// The options of every command, read from the commands themselves.

/** The shown parts of a Commander command. */
export interface ShownCommand {
  readonly parent: ShownCommand | null;
  readonly commands: readonly ShownCommand[];
  readonly options: readonly ShownOption[];
  readonly registeredArguments: readonly ShownArgument[];
  name(): string;
  description(): string;
}

interface ShownOption {
  readonly flags: string;
  readonly description: string;
  readonly argChoices?: readonly string[] | undefined;
  readonly defaultValue?: unknown;
}

interface ShownArgument {
  readonly variadic: boolean;
  readonly required: boolean;
  name(): string;
}

/** The help of a command that does not use Commander. */
export interface CommandHelp {
  readonly name: string;
  readonly help: string;
}

/** Returns the page of all commands: those of `hm` as tables, others as they print their help. */
export function commandsPage(program: ShownCommand, others: readonly CommandHelp[]): string {
  const commands = program.commands.flatMap((command) => [command, ...command.commands]);
  return `${[
    "# Commands",
    `## ${program.name()}`,
    program.description(),
    optionsTable(program),
    ...commands.flatMap((command) => [
      `### ${pathOf(command)} ${usage(command)}`.trim(),
      `${sentence(command.description())}`,
      optionsTable(command),
    ]),
    ...others.flatMap(({ name, help }) => [`## ${name}`, `\`\`\`text\n${help.trim()}\n\`\`\``]),
  ]
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function pathOf(command: ShownCommand): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function usage(command: ShownCommand): string {
  return command.registeredArguments
    .map((argument) => {
      const name = argument.variadic ? `${argument.name()}…` : argument.name();
      return argument.required ? `&lt;${name}&gt;` : `[${name}]`;
    })
    .join(" ");
}

function optionsTable({ options }: ShownCommand): string {
  if (options.length === 0) return "";
  const rows = options.map(({ flags, description, argChoices, defaultValue }) => {
    const choices = argChoices ? ` One of: ${argChoices.join(", ")}.` : "";
    const fallback = defaultValue === undefined ? "" : ` Default: ${String(defaultValue)}.`;
    return `| \`${flags}\` | ${sentence(description).replaceAll("|", "\\|").replaceAll("<", "&lt;")}${choices}${fallback} |`;
  });
  return ["| option | what it does |", "| --- | --- |", ...rows].join("\n");
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed[0]?.toUpperCase() ?? ""}${trimmed.slice(1)}${trimmed.endsWith(".") ? "" : "."}`;
}
