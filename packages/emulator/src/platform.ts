import type { Operation, OperationId } from "@high-mobility-ts/schema/operations";
import type { Clearances, LifeCycle } from "./clearances/clearances.ts";
import type { AccessTokens, IssuedToken } from "./oauth/access-tokens.ts";
import type { AssertionVerifier } from "./oauth/assertion.ts";
import type { AuthorizationCodes } from "./oauth/authorization-codes.ts";
import type { App, EmulatorSettings, Vehicle } from "./options.ts";
import type { Random } from "./random.ts";
import type { OperationOutput } from "./responder/operation-output.ts";
import type { SpecExtension } from "./responder/spec-extension.ts";
import type { Carmakers } from "./vehicles/carmakers.ts";

/** State that all operations share. */
export interface PlatformState {
  readonly settings: EmulatorSettings;
  readonly random: Random;
  readonly tokens: AccessTokens;
  readonly codes: AuthorizationCodes;
  readonly assertions: AssertionVerifier;
  readonly carmakers: Carmakers;
  readonly lifeCycle: LifeCycle;
  /** Brands and statuses that count as documented. */
  readonly extension: SpecExtension;
  /** Vehicles with settings, by VIN. Other VINs are normal vehicles. */
  readonly vehicles: Map<string, Vehicle>;
  clearancesOf(app: App): Clearances;
}

/** A request that was routed, authenticated and validated. */
export interface OperationCall {
  readonly operation: Operation;
  readonly request: Request;
  readonly origin: string;
  readonly requestId: string;
  readonly vin: string;
  readonly query: URLSearchParams;
  /** Valid for the operation, if it documents a body. */
  readonly body: unknown;
}

export interface AuthenticatedCall extends OperationCall {
  readonly token: IssuedToken;
}

export type OperationHandler = (
  platform: PlatformState,
  call: OperationCall,
) => OperationOutput | Promise<OperationOutput>;
export type AuthenticatedHandler = (
  platform: PlatformState,
  call: AuthenticatedCall,
) => OperationOutput | Promise<OperationOutput>;

/** The operations that need no access token. */
export type OpenOperation = Extract<OperationId, "createAccessToken" | "revokeAccessToken">;
