// The consumer that the test kills. It stores each message in SQLite, under a unique key. Arguments: URL,
// client id, database.
import { DatabaseSync } from "node:sqlite";
import { consume } from "../../src/mqtt/index.ts";

const [url = "", clientId = "", file = ""] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec("pragma journal_mode = wal; pragma synchronous = off;");
database.exec("create table if not exists messages (id text primary key, content text)");
database.exec("create table if not exists repetitions (id text)");
const insert = database.prepare("insert into messages values (?, ?) on conflict do nothing");
const repeat = database.prepare("insert into repetitions values (?)");

const consumer = consume(
  { environment: "live", format: "v2", applicationId: "app", topic: "crash", clientId, url },
  ({ id = "", raw }) => {
    const { changes } = insert.run(id, JSON.stringify(raw));
    if (Number(changes) === 0) repeat.run(id);
  },
);
process.on("SIGTERM", () => consumer.close());
await consumer.closed;
database.close();
