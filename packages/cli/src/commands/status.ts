import { documentedScopes } from "../operation-scopes.ts";
import type { Session } from "../session.ts";

/** `hm status`: shows the application, the environment, and whether it can get a token. */
export async function status(session: Session): Promise<void> {
  const { tokens, clientId, authentication, place, source } = await session.connect();
  const { expiresAt, scopes } = await tokens.getToken({ signal: session.signal });
  const writer = session.records(["name", "value"]);
  const granted = [...scopes];
  const rows: readonly (readonly [string, string])[] = [
    ["environment", place],
    ["credentials", source],
    ["client id", clientId],
    ["authentication", authentication],
    ["token", `valid until ${new Date(expiresAt).toISOString()}`],
    ["scopes", granted.join(" ") || "none"],
    [
      "not granted",
      documentedScopes()
        .filter((scope) => !scopes.has(scope))
        .join(" ") || "none",
    ],
  ];
  for (const [name, value] of rows) writer.write({ name, value });
  writer.end();
}
