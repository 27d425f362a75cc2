import type { OperationId } from "@high-mobility-ts/schema/operations";

/** A request that reached the emulator. Contains no secret. */
export interface JournalEntry {
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number;
  /** HTTP method. */
  readonly method: string;
  /** Path of the URL. */
  readonly path: string;
  /** Parameters of the URL, by name. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body, if it was JSON or a form, with secrets replaced. */
  readonly body: unknown;
  /** The body of the response, with secrets replaced. Only the latest 100 entries have it. */
  readonly response?: unknown;
  /** The operation; absent if no operation has this method and path. */
  readonly operation: OperationId | undefined;
  /** The status of the response; absent if a fault broke the connection. */
  readonly status: number | undefined;
  /** Why the request was rejected. */
  readonly reason: string | undefined;
}

export interface Journal {
  record(entry: JournalEntry): void;
  entries(): readonly JournalEntry[];
  clear(): void;
}

/** The number of response bodies that are kept, because they are large. */
const keptResponses = 100;

export function createJournal(size: number): Journal {
  let kept: JournalEntry[] = [];
  const responses = new Map<JournalEntry, unknown>();
  return {
    record: (entry) => {
      const { response, ...rest } = entry;
      const recorded: JournalEntry = {
        ...rest,
        body: redact(entry.body),
        query: redact(entry.query) as Record<string, string>,
        // Secrets are replaced when an entry is read, so that requests do not take longer.
        get response() {
          return redact(responses.get(recorded));
        },
      };
      kept.push(recorded);
      responses.set(recorded, response);
      const [oldest] = responses.size > keptResponses ? responses.keys() : [];
      if (oldest) responses.delete(oldest);
      // The list is truncated only at twice its size, so that requests do not take longer.
      if (kept.length > 2 * size) kept = size === 0 ? [] : kept.slice(-size);
    },
    entries: () => (size === 0 ? [] : kept.slice(-size)),
    clear: () => {
      responses.clear();
      kept = [];
    },
  };
}

const secretName = /token$|secret|assertion$|password|authorization|^code$|code_verifier/i;

const deepest = 32;

function redact(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return "[nested deeper]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretName.test(key) ? "[redacted]" : redact(inner, depth + 1),
    ]),
  );
}
