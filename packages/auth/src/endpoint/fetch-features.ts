/** The members of `RequestInit` that not every runtime supports. */
export interface SupportedInit {
  /**
   * Keeps a response out of every cache, because frameworks cache responses of `fetch`. Empty if the runtime has no
   * cache, as in Workers.
   */
  readonly noStore: { readonly cache?: "no-store" };
  /** `error`, or `manual` if the runtime does not support `error`, as in Workers. */
  readonly redirect: "error" | "manual";
}

let supported: SupportedInit | undefined;

/** Returns which members this runtime supports. The result is determined once. */
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
