/** An update that did not begin, or that changed nothing. */
export class RefusedUpdate extends Error {
  override readonly name = "RefusedUpdate";
}
