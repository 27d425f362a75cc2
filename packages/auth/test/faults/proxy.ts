import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** One connection whose first bytes have arrived. */
export interface Link {
  readonly client: Socket;
  /** Another origin, which must never receive a request. */
  readonly elsewhere: string;
  /** Opens the connection to the upstream server, and sends what the client sent. */
  forward(): Socket;
  /** Resolves when the client's `fetch` has its response, body not yet read. */
  readonly answered: Promise<void>;
  /** Tells the test that no more bytes will arrive. */
  stuck(): void;
  /** Tells the test how many bytes of a body the client's connection took. */
  took(bytes: number): void;
}

/** The fault of a connection that is not passed on. */
export type Fault = (link: Link) => void;

/** A fault for the first `times` requests of a path. */
export interface Plan {
  readonly path: string;
  readonly fault: Fault;
  readonly times: number;
}

export interface FaultProxy {
  readonly origin: string;
  /** Replaces the plan; undefined: everything is passed on. */
  setPlan(plan: Plan | undefined): void;
  /** The number of all connections to the other origin. */
  elsewhere(): number;
  /** Resolves when a connection is stuck. */
  stuck(): Promise<void>;
  /**
   * Resolves when each connection with a fault is closed, with the largest number of bytes of a body that one
   * of them read.
   */
  settled(): Promise<number>;
  /** Must be called when `fetch` has a response. */
  answered(): void;
  close(): void;
}

/** A TCP proxy on loopback: it reads only the first line of a request. */
export async function startProxy(upstreamPort: number): Promise<FaultProxy> {
  let state = fresh(undefined);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // This proxy causes resets, so an error of a socket is expected.
    return socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };

  let strays = 0;
  const other = createServer((socket) => {
    strays++;
    socket.destroy();
  });
  const elsewhere = await listen(other);

  const server = createServer((client) => {
    keep(client).once("data", (request: Buffer) => {
      const current = state;
      const { plan, answered, stuck } = current;
      const forward = (): Socket => {
        const upstream = keep(connect(upstreamPort, "127.0.0.1"));
        upstream.write(request);
        client.pipe(upstream);
        return upstream;
      };
      const [, path] = request.toString("latin1").split(" ", 2);
      if (plan?.path === path) current.requests++;
      if (plan === undefined || plan.path !== path || current.requests > plan.times)
        return void forward().pipe(client);
      current.closing.push(new Promise((resolve) => client.once("close", resolve)));
      plan.fault({
        client,
        elsewhere,
        forward,
        answered: answered.promise,
        stuck: stuck.resolve,
        took: (bytes) => {
          current.taken = Math.max(current.taken, bytes);
        },
      });
    });
  });
  return {
    origin: await listen(server),
    setPlan: (plan) => {
      state = fresh(plan);
    },
    elsewhere: () => strays,
    stuck: () => state.stuck.promise,
    settled: async () => {
      await Promise.all(state.closing);
      return state.taken;
    },
    answered: () => state.answered.resolve(),
    close: () => {
      server.close();
      other.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function fresh(plan: Plan | undefined) {
  return {
    plan,
    requests: 0,
    taken: 0,
    closing: [] as Promise<unknown>[],
    answered: deferred(),
    stuck: deferred(),
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
