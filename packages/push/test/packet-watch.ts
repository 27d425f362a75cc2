// A proxy between a client and a broker that records messages and acknowledgements in their order.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The packet identifiers that were sent over one connection. */
export interface WatchedConnection {
  readonly delivered: readonly number[];
  readonly acknowledged: readonly number[];
}

export interface PacketWatch {
  readonly url: string;
  readonly connections: readonly WatchedConnection[];
  close(): void;
}

const publish = 3;
const puback = 4;

export async function watchPackets(brokerPort: number): Promise<PacketWatch> {
  const connections: WatchedConnection[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(brokerPort, "127.0.0.1");
    const delivered: number[] = [];
    const acknowledged: number[] = [];
    connections.push({ delivered, acknowledged });
    broker.on(
      "data",
      packetReader((type, flags, body) => {
        // The identifier follows the topic if the quality of service is not 0.
        if (type === publish && (flags & 6) !== 0)
          delivered.push(body.readUInt16BE(2 + body.readUInt16BE(0)));
      }),
    );
    client.on(
      "data",
      packetReader((type, _flags, body) => {
        if (type === puback) acknowledged.push(body.readUInt16BE(0));
      }),
    );
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.on("close", () => broker.destroy());
    broker.on("close", () => client.destroy());
    client.pipe(broker).pipe(client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Calls the function for each complete packet (MQTT 3.1.1 section 2.2). */
function packetReader(
  onPacket: (type: number, flags: number, body: Buffer) => void,
): (chunk: Buffer) => void {
  let kept = Buffer.alloc(0);
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    for (let header = headerOf(kept); header && kept.length >= header.end; header = headerOf(kept)) {
      onPacket((kept[0] ?? 0) >> 4, (kept[0] ?? 0) & 15, kept.subarray(header.start, header.end));
      kept = kept.subarray(header.end);
    }
  };
}

function headerOf(bytes: Buffer): { readonly start: number; readonly end: number } | undefined {
  let length = 0;
  for (let at = 1; at < bytes.length && at < 5; at++) {
    length += ((bytes[at] ?? 0) & 127) << (7 * (at - 1));
    if ((bytes[at] ?? 0) < 128) return { start: at + 1, end: at + 1 + length };
  }
  return undefined;
}
