import { newWamid, type Sim } from '../sim';
import type { JsonObject } from '../kernel/json';
import { inboundChange } from '../webhooks/payload';
import type { BusinessNumber } from '../world/accounts';
import { relationOf, type Person } from '../world/people';
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

const contextOf = (number: BusinessNumber, message: InboundMessage): JsonObject | undefined => {
  if (!message.quoted && !message.forwarded) return undefined;
  return {
    ...(message.quoted ? { from: number.phone, id: message.quoted } : {}),
    ...(message.forwarded ? { forwarded: true } : {}),
  };
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
  relationOf(person, number.id).lastInboundAt = now;
  if (message.type !== 'reaction')
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
      reactions: {},
      failedCode: 0,
      seen: false,
    });
  const context = contextOf(number, message);
  emitChange(
    sim,
    inboundChange(number, person, {
      wamid,
      type: message.type,
      node: message.node,
      now,
      ...(context ? { context } : {}),
      ...(message.referral ? { referral: message.referral } : {}),
    })
  );
  sim.live.person(person.id);
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
  });

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
  ...(extra.type === 'sticker' ? { animated: false } : {}),
});
