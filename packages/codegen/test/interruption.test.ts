import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type Checkout, type CommandResult, cli, createCheckout, run } from "./support/checkout.ts";
import { official, sourcesOf } from "./support/official.ts";

const timeout = 120_000;

/** A checkout in which an import changes existing files and adds others. */
async function outdated(): Promise<Checkout> {
  const checkout = await createCheckout({ "spec/sources.yaml": sourcesOf() });
  await checkout.write(
    Object.fromEntries(Object.entries(official).map(([file, text]) => [`in/${file}`, text])),
  );
  await checkout.write({
    "spec/documents/cars-yml.yaml": "old: true\n",
    "spec/documents/left.yaml": "left: true\n",
  });
  return checkout;
}

interface Child {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly outcome: Promise<CommandResult>;
}

function start(args: readonly string[]): Child {
  const running = promisify(execFile)(process.execPath, [cli, ...args]);
  const outcome = running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: CommandResult) => ({ code, stdout, stderr }),
  );
  return { kill: (signal) => running.child.kill(signal), outcome };
}

test.skipIf(process.platform === "win32")(
  "a full disk does not change the checkout",
  { timeout },
  async () => {
    await using checkout = await outdated();
    const before = await checkout.contents();
    // No file may grow beyond one block: the system rejects the write as it does on a full disk.
    const command = `ulimit -f 1 && exec "$0" "$@"`;
    const args = [process.execPath, cli, "import", `${checkout.root}/in`, "--spec", `${checkout.root}/spec`];
    const failed = await promisify(execFile)("sh", ["-c", command, ...args]).catch(
      (error: CommandResult) => error,
    );
    expect(failed).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `codegen: ${checkout.root}/spec: cannot write (a file became too large, EFBIG); nothing was changed\n`,
    });
    expect(await checkout.contents()).toEqual(before);
  },
);

test("a folder without write permission does not change the checkout either", { timeout }, async () => {
  await using checkout = await outdated();
  const blocked = `${checkout.root}/spec/sources.yaml`;
  const before = await checkout.contents();
  expect(
    await run([cli, "import", `${checkout.root}/in`, "--spec", `${checkout.root}/spec`, "--out", blocked]),
  ).toEqual({
    code: 2,
    stdout: "",
    stderr: `codegen: ${blocked}: cannot write (it is not a folder, ENOTDIR); nothing was changed\n`,
  });
  expect(await checkout.contents()).toEqual(before);
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)(
  "%s during a download ends it with one line and without a written file",
  { timeout },
  async (signal) => {
    await using checkout = await outdated();
    const before = await checkout.contents();
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const child = start(["import", `http://127.0.0.1:${port}/`, "--spec", `${checkout.root}/spec`]);
    await once(server, "request");
    child.kill(signal);
    expect(await child.outcome).toEqual({
      code: 2,
      stdout: "",
      stderr: `codegen: http://127.0.0.1:${port}/: interrupted; nothing was changed\n`,
    });
    expect(await checkout.contents()).toEqual(before);
    server.closeAllConnections();
    server.close();
  },
);

test.skipIf(process.platform === "win32").each(["bundle", "check --out src", "diff spec spec"])(
  "a signal ends a computing %s at once",
  { timeout },
  async (command) => {
    await using checkout = await createCheckout();
    await checkout.copy("spec");
    await checkout.write({ "src/index.ts": "" });
    const child = spawn(process.execPath, [cli, ...command.split(" ")], { cwd: checkout.root });
    await once(child, "spawn");
    await sleep(150);
    child.kill("SIGINT");
    const [code, signal] = await once(child, "close");
    expect({ code, signal }).toEqual({ code: null, signal: "SIGINT" });
  },
);

test.skipIf(process.platform === "win32")(
  "after a signal at any moment, either all or no changes are written",
  { timeout },
  async () => {
    await using finished = await outdated();
    await run([cli, "import", `${finished.root}/in`, "--spec", `${finished.root}/spec`]);
    const relative = async ({ root, contents }: Checkout): Promise<[string, string][]> =>
      Object.entries(await contents()).map(([file, text]) => [file.slice(root.length), text]);
    const done = await relative(finished);
    for (let moment = 0; moment < 12; moment += 1) {
      await using checkout = await outdated();
      const before = await relative(checkout);
      const child = start(["import", `${checkout.root}/in`, "--spec", `${checkout.root}/spec`]);
      await sleep(100 + moment * 40);
      child.kill("SIGTERM");
      const { code } = await child.outcome;
      expect([before, done]).toContainEqual(await relative(checkout));
      if (code === 0) expect(await relative(checkout)).toEqual(done);
    }
  },
);
