// A program of its own, whose memory is measured: receives what waits at the broker. Arguments: URL, `ours` or `bare`, count.
import { byConsume, byMqttJs } from "./receivers.ts";

const [url = "", which, count] = process.argv.slice(2);
await (which === "ours" ? byConsume : byMqttJs).receive(url, Number(count));
