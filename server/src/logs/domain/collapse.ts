/** A line ready to be written. */
export interface CollapsibleLine {
  area: string;
  level: string;
  event: string;
  text: string;
  accountId: number | null;
  contactId: number | null;
  campaignId: number | null;
  botId: number | null;
}

/** True when the second line says the same as the first; its details do not count. */
export const isSameLine = (a: CollapsibleLine, b: CollapsibleLine): boolean =>
  a.area === b.area &&
  a.level === b.level &&
  a.event === b.event &&
  a.text === b.text &&
  a.accountId === b.accountId &&
  a.contactId === b.contactId &&
  a.campaignId === b.campaignId &&
  a.botId === b.botId;
