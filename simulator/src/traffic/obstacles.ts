import type { MediaType } from '../checks/media-node';
import { refuse, type Refusal } from '../graph/refusal';
import { checksIdentity } from '../graph/settings';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { identityKeyOf } from '../world/identity';
import { TIER_LIMIT, type BusinessNumber } from '../world/accounts';
import { relationOf, type Person } from '../world/people';
import type { TemplateRecord } from '../world/templates';
import { marketingFailure } from './marketing';
import { mediaProblem } from './media-use';
import { orderObstacle } from './orders';
import { freeServiceUsed } from './pricing';

export const MEDIA: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'];

const DAY_MS = 24 * 3600_000;

/** Told by a failed status. */
export type Obstacle = { code: number; details?: string };

/** Accepted, and nothing is ever heard of it. */
export const SILENT: Obstacle = { code: 0 };

export type SendParty = { number: BusinessNumber; person: Person; businessInitiated: boolean };
export type SendBody = {
  plan: { type: string; template: TemplateRecord | null };
  body: JsonObject;
};

/** By setting, a code is told at once or after the 200. */
const told = (mode: 'async' | 'sync' | 'off', code: number): Obstacle | Refusal =>
  mode === 'sync' ? refuse(code) : { code };

const headerMedia = (send: SendBody): [MediaType, JsonObject][] => {
  const { plan, body } = send;
  const holders: JsonObject[] = [];
  if (plan.type === 'template')
    for (const component of (listAt(objectAt(body, 'template') ?? {}, 'components') ?? []).filter(
      isObject
    ))
      if (String(component['type']).toLowerCase() === 'header')
        holders.push(...(listAt(component, 'parameters') ?? []).filter(isObject));
  if (plan.type === 'interactive') {
    const header = objectAt(objectAt(body, 'interactive') ?? {}, 'header');
    if (header) holders.push(header);
  }
  return holders.flatMap((holder) => {
    const type = textAt(holder, 'type') ?? '';
    const node = objectAt(holder, type);
    return MEDIA.includes(type) && node
      ? [[type as MediaType, node] as [MediaType, JsonObject]]
      : [];
  });
};

const mediaObstacle = (sim: Sim, party: SendParty, send: SendBody): Obstacle | null => {
  const { plan, body } = send;
  const used: [MediaType, JsonObject][] = MEDIA.includes(plan.type)
    ? [[plan.type as MediaType, objectAt(body, plan.type) ?? {}]]
    : headerMedia(send);
  for (const [type, node] of used) {
    const problem = mediaProblem(sim, party.number, { type, node });
    if (problem) return { code: 131053, details: problem };
  }
  return null;
};

const identityObstacle = (sim: Sim, party: SendParty, body: JsonObject): Obstacle | null => {
  const given = textAt(body, 'recipient_identity_key_hash');
  if (given === undefined || !checksIdentity(sim, party.number)) return null;
  return given === identityKeyOf(party.person) ? null : { code: 137000 };
};

/** Without a payment method only what is free goes on. */
const paymentObstacle = (sim: Sim, party: SendParty, send: SendBody): Obstacle | null => {
  const waba = sim.wabas.get(party.number.wabaId);
  if (waba?.paymentMethod !== false) return null;
  const now = sim.clock.now();
  if (relationOf(party.person, party.number.id).freeEntryUntil > now) return null;
  if (send.plan.template) return { code: 131042 };
  const used = freeServiceUsed(sim, party.number.id, now);
  return used < sim.config.pricing.freeServiceMessages ? null : SILENT;
};

const restriction = (sim: Sim, party: SendParty, send: SendBody): Refusal | null => {
  const restrictions = sim.wabas.get(party.number.wabaId)?.restrictions ?? [];
  if (party.businessInitiated && restrictions.includes('RESTRICTED_BIZ_INITIATED_MESSAGING'))
    return refuse(368);
  return send.plan.template?.category === 'UTILITY' &&
    restrictions.includes('RESTRICTED_UTILITY_TEMPLATES')
    ? refuse(131064)
    : null;
};

const reachable = (sim: Sim, { person, number }: SendParty): Obstacle | Refusal | null => {
  if (!person.onWhatsApp || person.blocked) return told(sim.config.notOnWhatsApp, 131026);
  return sim.books.get(number.id)?.blocked.has(person.id)
    ? { code: 131026, details: 'The business has blocked this user.' }
    : null;
};

const windowObstacle = (sim: Sim, party: SendParty, send: SendBody): Obstacle | Refusal | null => {
  const { lastInboundAt } = relationOf(party.person, party.number.id);
  const open = sim.clock.now() - lastInboundAt < DAY_MS;
  return send.plan.template || open || sim.config.window === 'off'
    ? null
    : told(sim.config.window, 131047);
};

const limitObstacle = (sim: Sim, party: SendParty): Obstacle | null =>
  party.businessInitiated &&
  sim.config.messagingLimit.enforce &&
  !sim.portfolioLimit.take(party.person.id, TIER_LIMIT[sim.portfolio.tier], sim.clock.now())
    ? { code: 131048 }
    : null;

/** Reasons that Meta tells after it said 200 (or at once, by setting), in the order it would notice them. */
export const obstacle = (sim: Sim, party: SendParty, send: SendBody): Obstacle | Refusal | null =>
  restriction(sim, party, send) ??
  reachable(sim, party) ??
  windowObstacle(sim, party, send) ??
  identityObstacle(sim, party, send.body) ??
  marketingFailure(sim, party, send.plan.template) ??
  paymentObstacle(sim, party, send) ??
  mediaObstacle(sim, party, send) ??
  orderObstacle(sim, party.number.id, send.body) ??
  limitObstacle(sim, party);
