// This module is loaded with the first assertion, together with jose. It imports no code that the rest of the package
// uses: such code would become a separate file for every app, with or without a private key (docs/decisions/0051).

import type { Credentials } from "../endpoint/credentials.ts";
import type { TokenSource } from "../tokens/token-source.ts";
import { type AssertionOptions, signAssertions } from "./assertion.ts";
import { createServerClock, observing, type ServerClock, type ServerClockOptions } from "./server-clock.ts";

export interface KeyAuthenticationOptions extends AssertionOptions, ServerClockOptions {}

/** Authenticates the client with assertions of a private key. Their time is that of the server's clock. */
export interface KeyAuthentication extends Pick<ServerClock, "learn"> {
  /** @throws {TypeError} that says what is wrong with the key. */
  credentials(): Promise<Credentials>;
  readonly observe: NonNullable<TokenSource["observe"]>;
}

/** @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2 */
export function keyAuthentication(options: KeyAuthenticationOptions): KeyAuthentication {
  const { clientId, clock } = options;
  const sign = signAssertions(options);
  const serverClock = createServerClock(options);
  return {
    credentials: async () => {
      const assertion = await sign(serverClock.now());
      const fields = {
        client_id: clientId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      };
      return { fields, secrets: [assertion] };
    },
    learn: serverClock.learn,
    observe: observing(serverClock, clock),
  };
}
