import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-code.ts";
import type { Session } from "../session.ts";

/** A command and the words that can follow it. */
interface CompletionNode {
  /** The words of the command, such as `clearances remove`; empty for `hm` itself. */
  readonly path: string;
  readonly words: readonly CompletionWord[];
}

interface CompletionWord {
  readonly word: string;
  readonly description: string;
}

const shells = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `hm completion`: prints a script that the shell reads when it starts. */
export async function completion(session: Session, program: Command, shell: string): Promise<void> {
  if (!isShell(shell))
    throw new CommandError(
      `The shell must be bash, zsh or fish, got ${JSON.stringify(shell.slice(0, 20))}.`,
      exitCodes.usage,
    );
  session.terminal.stdout.write(shells[shell](nodesOf(program)));
}

function isShell(name: string): name is keyof typeof shells {
  return Object.hasOwn(shells, name);
}

function nodesOf(program: Command): readonly CompletionNode[] {
  const globals = wordsOfOptions(program);
  const visit = (command: Command, path: readonly string[]): CompletionNode[] => [
    {
      path: path.join(" "),
      words: [
        ...command.commands.map((each) => ({ word: each.name(), description: each.description() })),
        ...(command === program ? [] : wordsOfOptions(command)),
        ...globals,
      ],
    },
    ...command.commands.flatMap((each) => visit(each, [...path, each.name()])),
  ];
  return visit(program, []);
}

function wordsOfOptions(command: Command): CompletionWord[] {
  return command.options.flatMap(({ long, description }) => (long ? [{ word: long, description }] : []));
}

function bashScript(nodes: readonly CompletionNode[]): string {
  const cases = nodes.map(
    ({ path, words }) => `    ${quoted(path)}) words=${quoted(words.map(({ word }) => word).join(" "))} ;;`,
  );
  return `_hm() {
  local path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${subcommandPatterns(nodes)}
    esac
  done
  case "$path" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _hm hm
`;
}

/** Cases that combine `clearances` and `remove` into `clearances remove`. */
function subcommandPatterns(nodes: readonly CompletionNode[]): string {
  return nodes
    .filter(({ path }) => path !== "")
    .map(({ path }) => {
      const parts = path.split(" ");
      const before = parts.slice(0, -1).join(" ");
      return `      ${quoted(`${before} ${parts.at(-1)}`)}) path=${quoted(path)} ;;`;
    })
    .join("\n");
}

function zshScript(nodes: readonly CompletionNode[]): string {
  const cases = nodes.map(({ path, words }) => {
    const items = words.map(({ word, description }) => quoted(`${word}:${description}`)).join(" ");
    return `    ${quoted(path)}) words=(${items}) ;;`;
  });
  return `#compdef hm
_hm() {
  local path_of_hm="" word
  local -a words_before=("\${(@)words[2,CURRENT-1]}")
  for word in $words_before; do
    case "$path_of_hm $word" in
${subcommandPatterns(nodes).replaceAll(" path=", " path_of_hm=")}
    esac
  done
  local -a words=()
  case "$path_of_hm" in
${cases.join("\n")}
  esac
  _describe 'hm' words || _files
}
(( $+functions[compdef] )) && compdef _hm hm
`;
}

function fishScript(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap(({ path, words }) =>
    words.map(({ word, description }) => {
      const parts = path === "" ? [] : path.split(" ");
      const seen = parts.map((part) => `__fish_seen_subcommand_from ${part}`);
      const condition =
        seen.length > 0
          ? ` -n ${quoted(seen.join("; and "))}`
          : word.startsWith("--")
            ? ""
            : " -n __fish_use_subcommand";
      const kind = word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c hm${condition} ${kind} -d ${quoted(description)}`;
    }),
  );
  return `${[...new Set(lines)].join("\n")}\n`;
}

/** Quotes a word for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
