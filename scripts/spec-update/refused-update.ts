/** An update that was not begun, or that left everything as it was. */
export class RefusedUpdate extends Error {
  override readonly name = "RefusedUpdate";
}
