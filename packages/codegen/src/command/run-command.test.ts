import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

async function run(...args: string[]) {
  const written = { out: "", err: "" };
  const code = await runCommand(args, {
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
  });
  return { code, ...written };
}

test("help lists every command and option", async () => {
  const { code, out, err } = await run("--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const names = out.split("\n").flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
  expect([...new Set(names)]).toEqual([
    ...["import", "bundle", "generate", "check", "diff", "codes", "reference"],
    ...["--spec", "--out", "--check", "--allow-unresolved"],
  ]);
  expect(await run("-h")).toEqual({ code, out, err });
  expect(await run()).toEqual({ code: 2, out, err: "" });
});

test("an error that is not one of the input asks for a report, in one line", async () => {
  const failing = await runCommand(["--help"], {
    out: () => {
      throw new Error("no space\nleft");
    },
    err: (text) => expect(text).toBe("codegen: unexpected Error: no space left; please report it\n"),
  });
  expect(failing).toBe(2);
});
