import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { CommandError, exitCodes } from "../exit-code.ts";
import { createMcpServer } from "../mcp/server.ts";
import { toolOperations } from "../mcp/tool-operations.ts";
import { noMask, vinMask } from "../mcp/vin-mask.ts";
import type { Session } from "../session.ts";

export interface McpCommandOptions {
  readonly allowWrites?: readonly string[];
  readonly maskVins?: boolean;
}

/** `hm mcp`: serves the Model Context Protocol on standard input and output until the input ends. */
export async function mcp(
  session: Session,
  { allowWrites = [], maskVins }: McpCommandOptions,
): Promise<void> {
  checkWrites(allowWrites);
  const mask = maskVins ? vinMask() : noMask;
  // Without credentials the command fails here, where a person reads the error, and not in each tool.
  await session.connect();
  const { stdin } = session.terminal;
  const handle = serveStdio(() => createMcpServer(session, { allowedWrites: allowWrites, mask }), {
    onerror: (error) => session.note(`hm: ${error.message}`),
  });
  await new Promise<void>((resolve) => {
    stdin.once("end", resolve);
    stdin.once("close", resolve);
    session.signal.addEventListener("abort", () => resolve(), { once: true });
    if (session.signal.aborted) resolve();
  });
  await handle.close();
}

function checkWrites(allowed: readonly string[]): void {
  const writes = toolOperations().flatMap(({ id, isReading }) => (isReading ? [] : [id as string]));
  for (const name of allowed)
    if (!writes.includes(name))
      throw new CommandError(
        `--allow-writes must name operations that write (${writes.join(", ")}), got ${JSON.stringify(name.slice(0, 40))}.`,
        exitCodes.usage,
      );
}
