/**
 * Names one press of a button, so that pressing again after a lost answer does nothing twice. `randomUUID` is absent where
 * the admin is served without TLS.
 */
export const newPress = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('-');
