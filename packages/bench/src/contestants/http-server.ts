// A server in a process of its own, for calls over loopback: prints its port, ends with its parent.
import { createServer } from "node:http";
import { eligibility, vehicle } from "./payload.ts";

const headers = { "content-type": "application/json" };
const get = JSON.stringify(vehicle);
const post = JSON.stringify(eligibility);

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const answer = (): unknown => response.writeHead(200, headers).end(request.method === "POST" ? post : get);
  if (request.method === "POST") request.resume().on("end", answer);
  else answer();
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : undefined);
});
process.stdin.resume().on("end", () => process.exit());
