/** The members of `RequestInit` that not every runtime knows. */
export interface SupportedInit {
  /** Keeps a response out of every cache (frameworks cache what `fetch` gets); empty where there is none, as in Workers. */
  readonly noStore: { readonly cache?: "no-store" };
  /** `error`, or `manual` where that is unknown, as in Workers. */
  readonly redirect: "error" | "manual";
}

let supported: SupportedInit | undefined;

/** Returns what this runtime supports. It is found out once. */
export function supportedInit(): SupportedInit {
  supported ??= {
    noStore: isSupported({ cache: "no-store" }) ? { cache: "no-store" } : {},
    redirect: isSupported({ redirect: "error" }) ? "error" : "manual",
  };
  return supported;
}

function isSupported(init: RequestInit): boolean {
  try {
    new Request("https://example.com", init);
    return true;
  } catch {
    return false;
  }
}
