import { newWamid, spelled, type Sim } from '../sim';
import type { JsonObject } from '../kernel/json';
import { checksIdentity } from '../graph/settings';
import { identityKeyOf } from '../world/identity';
import { inboundChange } from '../webhooks/payload';
import type { BusinessNumber } from '../world/accounts';
import { relationOf, showsPhone, type Person } from '../world/people';
import { RECEIVED_MS, type MediaRecord } from '../world/media';
import { mediaUrl } from '../graph/media';
import { emitChange } from './emit';
import { readThread } from './ladder';

export type InboundMessage = {
  type: string;
  /** The node named by `type`; undefined for types without one. */
  node: unknown;
  /** wamid of the message this answers. */
  quoted?: string;
  /** How the thread shows it, when that differs from the node. */
  shown?: JsonObject;
  forwarded?: boolean;
  referral?: JsonObject;
};

/** Who wrote the message that is answered; a person may answer an own message too. */
const authorOf = (
  sim: Sim,
  { person, number }: { person: Person; number: BusinessNumber },
  wamid: string
): JsonObject => {
  if (sim.threads.get(wamid)?.direction !== 'in') return { from: number.phone };
  return showsPhone(person, number.id, sim.clock.now()) ? { from: person.waId } : {};
};

const contextOf = (
  sim: Sim,
  party: { person: Person; number: BusinessNumber },
  message: InboundMessage
): JsonObject | undefined => {
  if (!message.quoted && !message.forwarded) return undefined;
  return {
    ...(message.quoted
      ? { ...authorOf(sim, party, message.quoted), id: spelled(sim, message.quoted, party.person) }
      : {}),
    ...(message.forwarded ? { forwarded: true } : {}),
  };
};

const openWindow = (
  person: Person,
  number: BusinessNumber,
  moment: { now: number; fromAd: boolean }
): void => {
  const relation = relationOf(person, number.id);
  relation.lastInboundAt = moment.now;
  if (moment.fromAd) relation.referralAt = moment.now;
};

/** A pressed quick reply of a template counts in its analytics. */
const noteClick = (sim: Sim, message: InboundMessage): void => {
  if (message.type !== 'button' || !message.quoted) return;
  const { text } = message.node as { text?: string };
  sim.clicks.push({
    wamid: message.quoted,
    at: sim.clock.now(),
    kind: 'quick_reply_button',
    label: text ?? '',
  });
};

/** A person writes to the business: opens the window, appears in the thread, goes out as a webhook. Returns the wamid. */
export const receive = (
  sim: Sim,
  party: { person: Person; number: BusinessNumber },
  message: InboundMessage
): string => {
  const { person, number } = party;
  const now = sim.clock.now();
  sim.counters.inbound += 1;
  const wamid = newWamid(sim, person.phone ?? person.bsuid);
  // Who answers has seen what came before.
  readThread(sim, person, number.id);
  // What is said about an own message is no message: it opens no window and has no bubble.
  const isChange = message.type === 'edit' || message.type === 'revoke';
  const heard = !sim.books.get(number.id)?.blocked.has(person.id);
  if (heard && !isChange)
    openWindow(person, number, { now, fromAd: message.referral !== undefined });
  noteClick(sim, message);
  if (message.type !== 'reaction' && !isChange)
    sim.threads.add({
      wamid,
      personId: person.id,
      phoneNumberId: number.id,
      direction: 'in',
      type: message.type,
      at: now,
      content: message.shown ?? ((message.node ?? {}) as JsonObject),
      quoted: message.quoted ?? null,
      forwarded: message.forwarded ?? false,
      ...(message.referral ? { referral: message.referral } : {}),
      reactions: {},
      failedCode: 0,
      seen: false,
    });
  sim.live.person(person.id);
  // Who is blocked by the business writes into the void.
  if (!heard) return wamid;
  const context = contextOf(sim, party, message);
  emitChange(
    sim,
    inboundChange(number, person, {
      wamid,
      type: message.type,
      node: message.node,
      now,
      ...(context ? { context } : {}),
      ...(message.referral ? { referral: message.referral } : {}),
      ...(checksIdentity(sim, number) ? { identityKey: identityKeyOf(person) } : {}),
    })
  );
  return wamid;
};

/** Stores what a person sends as media; the id lives seven days. */
export const storeInbound = (
  sim: Sim,
  number: BusinessNumber,
  file: { bytes: Buffer; mimeType: string; filename: string | null }
): MediaRecord =>
  sim.media.put({
    phoneNumberId: number.id,
    mimeType: file.mimeType,
    filename: file.filename,
    bytes: file.bytes,
    expiresAt: sim.clock.now() + RECEIVED_MS,
    isReceived: true,
  });

/** The extended header of a WebP file has a bit for animation. */
const isAnimated = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;

/** The node of an inbound media message. */
export const inboundMediaNode = (
  sim: Sim,
  record: MediaRecord,
  extra: { type: string; caption?: string; voice?: boolean }
): JsonObject => ({
  id: record.id,
  mime_type: record.mimeType,
  sha256: record.sha256.toString('base64'),
  url: mediaUrl(sim, record),
  ...(extra.caption ? { caption: extra.caption } : {}),
  ...(extra.type === 'document' && record.filename ? { filename: record.filename } : {}),
  ...(extra.type === 'audio' ? { voice: extra.voice ?? false } : {}),
  ...(extra.type === 'sticker' ? { animated: isAnimated(record.bytes) } : {}),
});
