// Stores the known data of the fleet in SQLite.
import { DatabaseSync } from "node:sqlite";
import { type SampleRow, toRow } from "@high-mobility-ts/client";
import type { Message } from "@high-mobility-ts/push";

export interface FleetStore {
  /** Stores a message and the newest values; returns false for a message that was stored before. */
  addMessage(message: Message): boolean;
  setClearance(vin: string, status: string): void;
  clearanceOf(vin: string): string | undefined;
  /** Returns the last known value of every property of a vehicle. */
  valuesOf(vin: string): readonly SampleRow[];
  countMessages(): number;
  close(): void;
}

const schema = `
  pragma journal_mode = wal;
  create table if not exists messages (id text primary key, content text not null) strict;
  create table if not exists clearances (vin text primary key, status text not null) strict;
  create table if not exists latest (
    vin text, capability text, property text, item text, timestamp text,
    value_number real, value_text text, unit text, failure text, message_id text,
    primary key (vin, capability, property, item)
  ) strict;
`;

const upsertLatest = `
  insert into latest values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set
    timestamp = excluded.timestamp, value_number = excluded.value_number, value_text = excluded.value_text,
    unit = excluded.unit, failure = excluded.failure, message_id = excluded.message_id
  where excluded.failure is null and excluded.timestamp >= coalesce(latest.timestamp, '')
`;

/** Opens the database, and creates its tables if they are not there. */
export function openStore(file: string): FleetStore {
  const database = new DatabaseSync(file);
  database.exec(schema);
  const insertMessage = database.prepare("insert into messages values (?, ?) on conflict do nothing");
  const insertLatest = database.prepare(upsertLatest);

  return {
    addMessage(message) {
      // Everything is one transaction: a crash in it stores nothing, and the broker sends the message again.
      database.exec("begin immediate");
      try {
        const { changes } = insertMessage.run(message.id ?? crypto.randomUUID(), JSON.stringify(message.raw));
        // The primary key makes a duplicate harmless, also after a restart.
        if (Number(changes) > 0)
          for (const sample of message.samples()) {
            const { item, timestamp, ...row } = toRow(sample);
            insertLatest.run(
              ...[row.vin, row.capability, row.property, item ?? "", timestamp ?? ""],
              ...[row.value_number, row.value_text, row.unit, row.failure, row.message_id],
            );
          }
        database.exec("commit");
        return Number(changes) > 0;
      } catch (error) {
        database.exec("rollback");
        throw error;
      }
    },
    setClearance(vin, status) {
      const statement =
        "insert into clearances values (?, ?) on conflict do update set status = excluded.status";
      database.prepare(statement).run(vin, status);
    },
    clearanceOf(vin) {
      const row = database.prepare("select status from clearances where vin = ?").get(vin);
      return row && String(row["status"]);
    },
    valuesOf: (vin) =>
      database
        .prepare("select * from latest where vin = ? order by capability, property, item")
        .all(vin) as unknown as SampleRow[],
    countMessages: () => Number(database.prepare("select count(*) as n from messages").get()?.["n"]),
    close: () => database.close(),
  };
}
