import frameProgram from "./frame.js?raw";

/** The callbacks of a running program. */
export type FrameMessage =
  | { readonly type: "ready" }
  | { readonly type: "output"; readonly level: string; readonly text: string }
  | {
      readonly type: "request";
      readonly method: string;
      readonly path: string;
      readonly status?: number;
      readonly reason?: string;
      readonly body: string;
    }
  | {
      readonly type: "message";
      readonly topic: string;
      readonly vin?: string;
      readonly samples: readonly { readonly name: string; readonly text: string }[];
    }
  | { readonly type: "vehicles"; readonly vehicles: readonly MapVehicle[] }
  | { readonly type: "ended"; readonly failed?: boolean };

/** A vehicle on the map. */
export interface MapVehicle {
  readonly vin: string;
  readonly brand?: string;
  readonly status?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** A program that runs. */
export interface RunningProgram {
  stop(): void;
}

/** No request can leave the frame. The validator of the emulator compiles schemas, which needs `unsafe-eval`. */
const policy = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:";

/**
 * Runs a program in a new sandboxed frame: without the origin of this page, so that it reaches neither its storage nor its
 * document, and without a network.
 */
export function runInFrame(
  { runtime, code }: { readonly runtime: string; readonly code: string },
  onMessage: (message: FrameMessage) => void,
): RunningProgram {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("aria-hidden", "true");
  frame.title = "The running program";
  frame.style.display = "none";
  // A closing tag in the program would end its element.
  const program = frameProgram.replaceAll("</", "<\\/");
  frame.srcdoc = `<!doctype html><meta http-equiv="content-security-policy" content="${policy}"><script>${program}</script>`;
  const receive = ({ source, data }: MessageEvent<FrameMessage>): void => {
    if (source !== frame.contentWindow) return;
    if (data.type === "ready") frame.contentWindow?.postMessage({ type: "run", runtime, code }, "*");
    else onMessage(data);
  };
  window.addEventListener("message", receive);
  document.body.append(frame);
  return {
    stop() {
      window.removeEventListener("message", receive);
      frame.remove();
    },
  };
}
