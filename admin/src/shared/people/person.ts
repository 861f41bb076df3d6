import type { ContactView } from '../../../../server/src/contracts/contacts';

/** How a person is addressed where the name is shown without a number. */
export const addressOf = (c: Pick<ContactView, 'phone' | 'waId' | 'username'>): string | null =>
  c.phone ?? (c.waId !== null ? `+${c.waId}` : c.username !== null ? `@${c.username}` : null);

export const lastTalk = (
  c: Pick<ContactView, 'lastInboundAt' | 'lastOutboundAt'>
): number | null => {
  const times = [c.lastInboundAt, c.lastOutboundAt].filter((at): at is number => at !== null);
  return times.length === 0 ? null : Math.max(...times);
};
