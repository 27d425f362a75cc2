import type { Server, Socket } from "node:net";
import {
  type BrokerCertificates,
  type ClientCertificateFiles,
  issueCertificates,
} from "./broker-certificates.ts";
import type { MessageFormat, PushedMessage } from "./messages.ts";

/** Options of an MQTT broker in the same process. */
export interface BrokerOptions {
  /** 0 to 65,535; 0 lets the system choose. Default: `0`. */
  readonly port?: number;
  /**
   * Whether clients connect with TLS and a certificate, as the platform demands. The broker creates the certificates
   * with the optional package `@peculiar/x509`. Default: `false`.
   */
  readonly tls?: boolean;
  /** How often the broker looks for changes of vehicles, in milliseconds, 10 to 60,000. Default: `500`. */
  readonly everyMs?: number;
}

/** Options of `consume` of the push package for a broker of the emulator. */
export interface ConsumerClientOptions {
  /** The environment that the emulator stands for. */
  readonly environment: "sandbox";
  /** The format of the messages. */
  readonly format: MessageFormat;
  /** The application that the messages are for. */
  readonly applicationId: string;
  /** The client id of the MQTT connection. */
  readonly clientId: string;
  /** The URL of the broker. */
  readonly url: string;
  /** The embedded broker speaks MQTT 3.1.1. */
  readonly protocolVersion: 4;
  /** The certificate of the client; absent without TLS. */
  readonly certificate?: ClientCertificateFiles;
}

/** A running broker, without the parts that concern vehicles. */
export interface EmbeddedBroker {
  /** The URL of the broker. */
  readonly url: string;
  /** The certificates for a connection with TLS. */
  readonly certificate: ClientCertificateFiles | undefined;
  /** Publishes each message to its topic. */
  publish(messages: readonly PushedMessage[]): Promise<void>;
  /** Breaks all connections but keeps the sessions. */
  dropConnections(): void;
  /** Restarts on the same port without sessions. */
  restart(): Promise<void>;
  /** Connects with the id of a client, which ends that client's connection. */
  takeOver(clientId: string): Promise<void>;
  /** Ends all connections and stops. */
  close(): Promise<void>;
}

/** The parts of aedes that are used. Its own types are not imported, because it is an optional dependency. */
interface Aedes {
  readonly handle: (socket: Socket) => void;
  publish(
    packet: { cmd: "publish"; topic: string; payload: string; qos: 1; retain: false; dup: false },
    done: (error?: Error) => void,
  ): void;
  close(done: () => void): void;
}

// Names that bundlers do not follow: a browser has no sockets.
const netModule: string = "node:net";
const tlsModule: string = "node:tls";
const aedesModule: string = "aedes";

/** @throws {Error} if aedes, or for TLS `@peculiar/x509`, is not installed, or the port is in use. */
export async function startBroker({ port = 0, tls = false }: BrokerOptions): Promise<EmbeddedBroker> {
  const certificates = tls ? await issueCertificates() : undefined;
  const sockets = new Set<Socket>();
  let aedes = await createAedes();
  let server = await listen(port);

  async function listen(wanted: number): Promise<Server> {
    const created = await createServer(certificates, (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      aedes.handle(socket);
    });
    await new Promise<void>((resolve, reject) => {
      created.once("error", reject);
      created.listen(wanted, "127.0.0.1", resolve);
    });
    return created;
  }

  function boundPort(): number {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  }

  function dropConnections(): void {
    for (const socket of sockets) socket.destroy();
  }

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    dropConnections();
    await closed;
    await new Promise<void>((resolve) => aedes.close(resolve));
  }

  const bound = boundPort();
  return {
    url: tls ? `mqtts://localhost:${bound}` : `mqtt://127.0.0.1:${bound}`,
    certificate: certificates?.client,
    publish: async (messages) => {
      for (const { topic, content } of messages)
        await new Promise<void>((resolve, reject) => {
          const payload = JSON.stringify(content);
          aedes.publish({ cmd: "publish", topic, payload, qos: 1, retain: false, dup: false }, (error) =>
            error ? reject(error) : resolve(),
          );
        });
    },
    dropConnections,
    restart: async () => {
      await stop();
      aedes = await createAedes();
      server = await listen(bound);
    },
    takeOver: (clientId) => connectAs(clientId, bound, certificates),
    close: stop,
  };
}

async function createAedes(): Promise<Aedes> {
  try {
    const { Aedes }: { Aedes: { createBroker(): Promise<Aedes> } } = await import(
      /* @vite-ignore */ aedesModule
    );
    return await Aedes.createBroker();
  } catch (cause) {
    throw new Error("The broker needs the package aedes, which is not installed. Install aedes 1.", {
      cause,
    });
  }
}

async function createServer(
  certificates: BrokerCertificates | undefined,
  listener: (socket: Socket) => void,
): Promise<Server> {
  if (!certificates) {
    const net: typeof import("node:net") = await import(/* @vite-ignore */ netModule);
    return net.createServer(listener);
  }
  const tls: typeof import("node:tls") = await import(/* @vite-ignore */ tlsModule);
  const { key, cert, ca } = certificates.server;
  return tls.createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true }, listener);
}

/** Sends a CONNECT of MQTT 3.1.1 and resolves when it is acknowledged. The connection stays for as long as the broker runs. */
async function connectAs(
  clientId: string,
  port: number,
  certificates: BrokerCertificates | undefined,
): Promise<void> {
  const net: typeof import("node:net") = await import(/* @vite-ignore */ netModule);
  const tls: typeof import("node:tls") = await import(/* @vite-ignore */ tlsModule);
  const socket = certificates
    ? tls.connect({ port, host: "127.0.0.1", servername: "localhost", ...certificates.client })
    : net.connect({ port, host: "127.0.0.1" });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("data", () => {
      socket.off("error", reject);
      // The broker may end this connection at any time.
      socket.on("error", () => socket.destroy());
      resolve();
    });
    socket.write(connectPacket(clientId));
  });
}

/** @see https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718028 */
function connectPacket(clientId: string): Uint8Array {
  const id = new TextEncoder().encode(clientId);
  if (id.length > 100) throw new TypeError(`\`clientId\` must have at most 100 bytes, got ${id.length}.`);
  // Protocol name, level 4, flags for a persistent session, no keepalive.
  const header = [0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0, 0, 0];
  return new Uint8Array([0x10, header.length + 2 + id.length, ...header, 0, id.length, ...id]);
}
