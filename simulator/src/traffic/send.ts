import { checkSend, type Address } from '../checks/envelope';
import type { MediaType } from '../checks/media-node';
import { checkTemplateComponents } from '../checks/template-send';
import type { Fault } from '../faults';
import { badValue, invalid, isRefusal, refuse, type Refusal } from '../graph/refusal';
import { objectAt, textAt, type JsonObject } from '../kernel/json';
import { newWamid, type Sim } from '../sim';
import { TIER_LIMIT, type BusinessNumber } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import { relationOf, type Person } from '../world/people';
import { takePair, takeThroughput } from '../world/rates';
import type { TemplateRecord } from '../world/templates';
import { mediaProblem } from './media-use';
import { startLadder } from './ladder';
import { renderTemplate } from './render-template';

export type Accepted = {
  wamid: string;
  address: Address;
  person: Person;
  type: string;
  held: boolean;
};
type Failure = { code: number; details?: string };

const DAY_MS = 24 * 3600_000;
const REACTION_MS = 30 * DAY_MS;

/** The person behind an address; unknown phones become walk-ins when the settings say so. */
export const personAt = (sim: Sim, address: Address): Person | Refusal => {
  if (address.kind === 'bsuid')
    return (
      sim.people.byBsuid(address.input) ??
      badValue('Param recipient is not a business-scoped user id of this business portfolio.')
    );
  const known = sim.people.byPhone(address.digits);
  if (known) return known;
  return sim.people.add({
    name: `+${address.digits}`,
    phone: address.digits,
    walkIn: true,
    onWhatsApp: sim.config.unknownPeople === 'create',
  });
};

const findTemplate = (
  sim: Sim,
  number: BusinessNumber,
  node: JsonObject
): TemplateRecord | Refusal => {
  const name = textAt(node, 'name') ?? '';
  const language = textAt(objectAt(node, 'language') ?? {}, 'code') ?? '';
  const template = sim.templates.find(number.wabaId, name, language);
  if (template?.status === 'PAUSED') return refuse(132015);
  if (template?.status === 'DISABLED') return refuse(132016);
  if (template?.status !== 'APPROVED')
    return refuse(132001, `template name (${name}) does not exist in ${language}`);
  return checkTemplateComponents(template, node['components']) ?? template;
};

const AUTH_ONLY_BY_PHONE = 'AUTHENTICATION';

const checkReactionTarget = (
  sim: Sim,
  number: BusinessNumber,
  body: JsonObject
): Refusal | null => {
  const wamid = textAt(objectAt(body, 'reaction') ?? {}, 'message_id') ?? '';
  const target = sim.threads.get(wamid);
  if (!target || target.phoneNumberId !== number.id)
    return badValue('Message for this reaction was not found.');
  if (target.type === 'reaction') return badValue('A reaction cannot be the target of a reaction.');
  return sim.clock.now() - target.at > REACTION_MS
    ? badValue('The message is older than 30 days.')
    : null;
};

export type SendPlan = { type: string; template: TemplateRecord | null };

const planOf = (sim: Sim, number: BusinessNumber, body: JsonObject): SendPlan | Refusal => {
  const type = textAt(body, 'type') ?? 'text';
  if (type === 'reaction') {
    const refusal = checkReactionTarget(sim, number, body);
    if (refusal) return refusal;
  }
  if (type !== 'template') return { type, template: null };
  const template = findTemplate(sim, number, objectAt(body, 'template') ?? {});
  return isRefusal(template) ? template : { type, template };
};

const MEDIA: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'];

/** Reasons that Meta tells after it said 200, in the order it would notice them. */
const laterFailure = (
  sim: Sim,
  party: { number: BusinessNumber; person: Person; businessInitiated: boolean },
  send: { plan: SendPlan; body: JsonObject }
): (Failure & { mode: 'async' | 'sync' }) | null => {
  const { plan, body } = send;
  const { person, number } = party;
  if (!person.onWhatsApp || person.blocked) return { code: 131026, mode: sim.config.notOnWhatsApp };
  const open = sim.clock.now() - relationOf(person, number.id).lastInboundAt < DAY_MS;
  if (!plan.template && !open && sim.config.window !== 'off')
    return { code: 131047, mode: sim.config.window };
  if (plan.template?.category === 'MARKETING' && person.marketingStopped)
    return { code: 131050, mode: sim.config.marketingStopped };
  if (MEDIA.includes(plan.type)) {
    const problem = mediaProblem(sim, number, {
      type: plan.type as MediaType,
      node: objectAt(body, plan.type) ?? {},
    });
    if (problem) return { code: 131053, details: problem, mode: 'async' };
  }
  const limit = TIER_LIMIT[sim.portfolio.tier];
  if (
    party.businessInitiated &&
    sim.config.messagingLimit.enforce &&
    !sim.portfolioLimit.take(person.id, limit, sim.clock.now())
  )
    return { code: 131048, mode: 'async' };
  return null;
};

const missingMedia = (
  sim: Sim,
  number: BusinessNumber,
  { plan, body }: { plan: SendPlan; body: JsonObject }
): Refusal | null => {
  if (!MEDIA.includes(plan.type)) return null;
  const id = textAt(objectAt(body, plan.type) ?? {}, 'id');
  if (id === undefined) return null;
  const record = sim.media.get(id, sim.clock.now());
  if (record && record.phoneNumberId === number.id) return null;
  return {
    ...invalid(`Invalid parameter`),
    details: `Media ID ${id} does not exist or belongs to another phone number.`,
  };
};

const ledgerEntry = (
  sim: Sim,
  party: { number: BusinessNumber; person: Person; address: Address; businessInitiated: boolean },
  send: { plan: SendPlan; body: JsonObject }
): LedgerEntry => {
  const { address, person, number } = party;
  const { template } = send.plan;
  return {
    wamid: newWamid(sim, address.kind === 'phone' ? address.digits : person.bsuid),
    phoneNumberId: number.id,
    to: address.kind === 'phone' ? (person.waId ?? address.digits) : person.bsuid,
    personId: person.id,
    type: send.plan.type,
    template: template?.name ?? null,
    language: template?.language ?? null,
    category: template ? template.category.toLowerCase() : 'service',
    token: textAt(send.body, 'biz_opaque_callback_data') ?? null,
    acceptedAt: sim.clock.now(),
    businessInitiated: party.businessInitiated,
    held: false,
    sentAt: 0,
    deliveredAt: 0,
    readAt: 0,
    playedAt: 0,
    failedAt: 0,
    failedCode: 0,
    answered: 0,
    dropped: 0,
  };
};

const keepBubble = (
  sim: Sim,
  entry: LedgerEntry,
  send: { plan: SendPlan; body: JsonObject }
): void => {
  const { plan, body } = send;
  if (plan.type === 'reaction') {
    const reaction = objectAt(body, 'reaction') ?? {};
    const target = sim.threads.get(textAt(reaction, 'message_id') ?? '');
    const emoji = textAt(reaction, 'emoji') ?? '';
    if (target && emoji) target.reactions.out = emoji;
    else if (target) delete target.reactions.out;
    return;
  }
  sim.threads.add({
    wamid: entry.wamid,
    personId: entry.personId,
    phoneNumberId: entry.phoneNumberId,
    direction: 'out',
    type: plan.type,
    at: entry.acceptedAt,
    content: plan.template
      ? renderTemplate(plan.template, objectAt(body, 'template') ?? {})
      : plan.type === 'contacts'
        ? { contacts: body['contacts'] }
        : (objectAt(body, plan.type) ?? {}),
    quoted: textAt(objectAt(body, 'context') ?? {}, 'message_id') ?? null,
    forwarded: false,
    reactions: {},
    failedCode: 0,
    seen: true,
  });
};

const gate = (sim: Sim, number: BusinessNumber, body: JsonObject): Refusal | null => {
  if (!number.registered) return refuse(133010);
  if (number.status === 'BANNED' || number.status === 'RESTRICTED') return refuse(131031);
  const now = sim.clock.now();
  if (
    sim.config.throughput.enforce &&
    !takeThroughput(number, sim.config.throughput.perSecond, now)
  )
    return { ...refuse(130429), status: sim.config.rateLimitStatus };
  return checkSend(body);
};

/**
 * One send, from the request body to acceptance or refusal.
 * Accepted means: in the ledger, with its statuses under way.
 */
export const acceptMessage = (
  sim: Sim,
  number: BusinessNumber,
  request: { body: JsonObject; strikes: readonly Fault[]; address: Address }
): Accepted | Refusal => {
  const { body, address, strikes } = request;
  const refusal = gate(sim, number, body);
  if (refusal) return refusal;
  const plan = planOf(sim, number, body);
  if (isRefusal(plan)) return plan;
  const person = personAt(sim, address);
  if (isRefusal(person)) return person;
  if (person.phone === number.phone) return refuse(131021);
  if (plan.template?.category === AUTH_ONLY_BY_PHONE && address.kind === 'bsuid')
    return refuse(131062);
  const noMedia = missingMedia(sim, number, { plan, body });
  if (noMedia) return noMedia;
  const relation = relationOf(person, number.id);
  const now = sim.clock.now();
  if (sim.config.pairRate.enforce && !takePair(relation, now))
    return { ...refuse(131056), status: sim.config.rateLimitStatus };
  const businessInitiated = plan.template !== null && now - relation.lastInboundAt >= DAY_MS;
  const failure = laterFailure(sim, { number, person, businessInitiated }, { plan, body });
  if (failure?.mode === 'sync') return refuse(failure.code, failure.details);

  const entry = ledgerEntry(sim, { number, person, address, businessInitiated }, { plan, body });
  if (address.kind === 'phone') relation.phoneContactAt = now;
  sim.counters.accepted += 1;
  sim.ledger.add(entry);
  keepBubble(sim, entry, { plan, body });
  sim.live.person(person.id);
  const struck = strikes.find((fault) => fault.kind === 'failed-status');
  entry.held =
    plan.template?.category === 'MARKETING' &&
    (strikes.some((fault) => fault.kind === 'held') ||
      sim.random.chance(sim.config.statuses.heldShare));
  if (!entry.held) startLadder(sim, entry, struck ? { code: struck.code } : failure);
  return { wamid: entry.wamid, address, person, type: plan.type, held: entry.held };
};
