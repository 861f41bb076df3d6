const varint = (length: number): number[] =>
  length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];

/** A message id as Meta writes them: with this address, direction and tail. */
export const wamidOf = (
  address: string,
  tail: string,
  { direction = 0x11 }: { direction?: number } = {}
): string => {
  const text = (one: string) => [...varint(one.length), ...Buffer.from(one, 'latin1')];
  const bytes = [0x1c, 0x18, ...text(address), 0x15, 2, 0, direction, 0x18, ...text(tail), 0];
  return `wamid.${Buffer.from(bytes).toString('base64')}`;
};
