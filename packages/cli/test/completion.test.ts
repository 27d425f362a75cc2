import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyHome, hm } from "./kit.ts";

/** Returns the words that bash suggests after these words. */
async function bashSuggests(...words: readonly string[]): Promise<string[]> {
  const home = emptyHome();
  const script = join(home, "completion.bash");
  writeFileSync(script, (await hm(home, ["completion", "bash"])).stdout);
  const line = words.map((word) => `'${word}'`).join(" ");
  const program = `source ${script}; COMP_WORDS=(hm ${line}); COMP_CWORD=${words.length}; _hm; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", program], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter(Boolean);
}

test.each([
  { words: ["cl"], want: ["clear", "clearances"] },
  { words: ["clearances", "re"], want: ["remove"] },
  { words: ["clear", "--w"], want: ["--watch"] },
  { words: ["data", "2HM00000000000001", "--pro"], want: ["--property", "--profile"] },
])("bash suggests $want after $words", async ({ words, want }) => {
  expect(await bashSuggests(...words)).toEqual(want);
});

test.each([
  { shell: "zsh", check: ["zsh", "-n"] },
  { shell: "fish", check: ["fish", "--no-execute"] },
])("the script for $shell lists the commands and is valid in the shell", async ({ shell, check }) => {
  const home = emptyHome();
  const { code, stdout } = await hm(home, ["completion", shell]);
  expect(code).toBe(0);
  for (const word of ["clearances", "remove", "watch", "allow-writes"]) expect(stdout).toContain(word);
  const file = join(home, "completion");
  writeFileSync(file, stdout);
  const [command = "", ...args] = check;
  const { error, status, stderr } = spawnSync(command, [...args, file], { encoding: "utf8" });
  // On a machine without the shell, the test checks only the words.
  if (!error) expect([status, stderr]).toEqual([0, ""]);
});

test("another shell is rejected", async () => {
  const { code, stderr } = await hm(emptyHome(), ["completion", "powershell"]);
  expect([code, stderr]).toEqual([2, 'hm: The shell must be bash, zsh or fish, got "powershell".\n']);
});
