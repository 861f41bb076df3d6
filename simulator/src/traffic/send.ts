import { checkSend, type Address } from '../checks/envelope';
import { checkTemplateComponents } from '../checks/template-send';
import type { Fault } from '../faults';
import { badValue, invalid, isRefusal, refuse, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { newWamid, type Sim } from '../sim';
import { fitsParameter } from '../world/library';
import type { BusinessNumber } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import { relationOf, type Person } from '../world/people';
import { takePair } from '../world/rates';
import type { TemplateRecord } from '../world/templates';
import { numberGate } from './number-gate';
import { MEDIA, obstacle, SILENT } from './obstacles';
import { pacedNow } from './held';
import { startLadder } from './ladder';
import { noteOrder } from './orders';
import { chargedFor, pricingTypeOf } from './pricing';
import { noteReach } from './growth';
import { renderTemplate } from './render-template';

export type Accepted = {
  wamid: string;
  address: Address;
  person: Person;
  type: string;
  held: boolean;
};

const AUTHENTICATION = 'AUTHENTICATION';
const DAY_MS = 24 * 3600_000;
const MONTH_MS = 30 * DAY_MS;
const CODE_MS = 10 * 60_000;

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
  return (
    checkTemplateComponents(template, node['components']) ?? checkValues(template, node) ?? template
  );
};

const bodyValues = (node: JsonObject): string[] => {
  const components = (listAt(node, 'components') ?? []).filter(isObject);
  const body = components.find((c) => String(c['type']).toLowerCase() === 'body') ?? {};
  return (listAt(body, 'parameters') ?? [])
    .filter(isObject)
    .map((parameter) => textAt(parameter, 'text') ?? '');
};

const MOST_BODY = 1024;

/** What depends on the values themselves: length when filled in, codes, typed values of the library. */
const checkValues = (template: TemplateRecord, node: JsonObject): Refusal | null => {
  const values = bodyValues(node);
  if (template.category === AUTHENTICATION && (values[0] ?? '').length > 15)
    return invalid('The code of an authentication template must be at most 15 characters long.');
  const bad = template.valueKinds.findIndex((kind, i) => !fitsParameter(kind, values[i] ?? ''));
  if (bad >= 0)
    return refuse(132012, `body: value ${bad + 1} is not of the type ${template.valueKinds[bad]}`);
  const body = textAt(renderTemplate(template, node), 'body') ?? '';
  return body.length > MOST_BODY
    ? refuse(132005, `body: the text has ${body.length} characters, at most ${MOST_BODY} fit`)
    : null;
};

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
  return sim.clock.now() - target.at > MONTH_MS
    ? badValue('The message is older than 30 days.')
    : null;
};

export type SendPlan = { type: string; template: TemplateRecord | null; marketingApi: boolean };

const planOf = (
  sim: Sim,
  number: BusinessNumber,
  request: { body: JsonObject; marketingApi: boolean }
): SendPlan | Refusal => {
  const { body } = request;
  // Without the terms, Meta sends it by the Cloud API.
  const marketingApi = request.marketingApi && sim.config.marketingApi.onboarded;
  const type = textAt(body, 'type') ?? 'text';
  if (type === 'reaction') {
    const refusal = checkReactionTarget(sim, number, body);
    if (refusal) return refusal;
  }
  if (type !== 'template') return { type, template: null, marketingApi };
  const template = findTemplate(sim, number, objectAt(body, 'template') ?? {});
  if (isRefusal(template)) return template;
  if (template.bidAmount && !marketingApi) return refuse(131061);
  return marketingApi && template.category !== 'MARKETING'
    ? refuse(131055)
    : { type, template, marketingApi };
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

const categoryOf = ({ template, marketingApi }: SendPlan): string =>
  marketingApi ? 'marketing_lite' : template ? template.category.toLowerCase() : 'service';

/** Codes are good for ten minutes, everything else for 30 days, unless the template says so itself. */
const ttlOf = (template: TemplateRecord | null): number => {
  const own = template?.ttlSeconds ?? 0;
  if (own > 0) return own * 1000;
  return template?.category === AUTHENTICATION && own === 0 ? CODE_MS : MONTH_MS;
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
    category: categoryOf(send.plan),
    token: textAt(send.body, 'biz_opaque_callback_data') ?? null,
    acceptedAt: sim.clock.now(),
    businessInitiated: party.businessInitiated,
    nth: (relationOf(person, number.id).accepted += 1),
    pricing: '',
    expiresAt: sim.clock.now() + ttlOf(template),
    held: false,
    due: null,
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

/** The business answered somebody who came from an ad within 24 hours: 72 free hours begin. */
const openFreeEntry = (person: Person, number: BusinessNumber, now: number): void => {
  const relation = relationOf(person, number.id);
  if (relation.referralAt === 0 || now - relation.referralAt > DAY_MS) return;
  relation.referralAt = 0;
  relation.freeEntryUntil = now + 3 * DAY_MS;
};

type Request = {
  body: JsonObject;
  strikes: readonly Fault[];
  address: Address;
  marketingApi: boolean;
};

type Party = { number: BusinessNumber; person: Person; address: Address };

/** Who gets what, or why it is refused before anything is looked at that Meta looks at later. */
const partyOf = (
  sim: Sim,
  number: BusinessNumber,
  send: { plan: SendPlan; body: JsonObject; address: Address }
): Party | Refusal => {
  const { plan, body, address } = send;
  const person = personAt(sim, address);
  if (isRefusal(person)) return person;
  if (person.phone === number.phone) return refuse(131021);
  const needsPhone = plan.template?.category === AUTHENTICATION || plan.template?.bidAmount;
  if (needsPhone && address.kind === 'bsuid') return refuse(131062);
  const noMedia = missingMedia(sim, number, { plan, body });
  if (noMedia) return noMedia;
  const paired =
    !sim.config.pairRate.enforce ||
    takePair(relationOf(person, number.id), sim.clock.now(), sim.config.pairRate);
  return paired
    ? { number, person, address }
    : { ...refuse(131056), status: sim.config.rateLimitStatus };
};

const accept = (
  sim: Sim,
  party: Party & { businessInitiated: boolean },
  send: { plan: SendPlan; body: JsonObject }
): LedgerEntry => {
  const { number, person, address } = party;
  const now = sim.clock.now();
  openFreeEntry(person, number, now);
  const entry = ledgerEntry(sim, party, send);
  entry.pricing = pricingTypeOf(sim, entry, { number, person });
  const bid = send.plan.template?.bidAmount;
  const currency = sim.wabas.get(number.wabaId)?.currency ?? 'USD';
  if (bid) entry.charged = { amount: chargedFor(bid), currency };
  const relation = relationOf(person, number.id);
  if (address.kind === 'phone') relation.phoneContactAt = now;
  relation.typingUntil = 0;
  sim.counters.accepted += 1;
  sim.ledger.add(entry);
  keepBubble(sim, entry, send);
  sim.live.person(person.id);
  return entry;
};

const holdsBack = (
  sim: Sim,
  entry: LedgerEntry,
  send: { template: TemplateRecord | null; strikes: readonly Fault[] }
): boolean => {
  const { template, strikes } = send;
  if (template?.category !== 'MARKETING') return false;
  return (
    strikes.some((fault) => fault.kind === 'held') ||
    sim.random.chance(sim.config.statuses.heldShare) ||
    pacedNow(sim, template, entry)
  );
};

/**
 * One send, from the request body to acceptance or refusal.
 * Accepted means: in the ledger, with its statuses under way.
 */
export const acceptMessage = (
  sim: Sim,
  number: BusinessNumber,
  request: Request
): Accepted | Refusal => {
  const { body, address, strikes } = request;
  const refusal = numberGate(sim, number, { address }) ?? checkSend(body);
  if (refusal) return refusal;
  const plan = planOf(sim, number, request);
  if (isRefusal(plan)) return plan;
  const party = partyOf(sim, number, { plan, body, address });
  if (isRefusal(party)) return party;
  const { person } = party;
  const { lastInboundAt } = relationOf(person, number.id);
  const businessInitiated = plan.template !== null && sim.clock.now() - lastInboundAt >= DAY_MS;
  const found = obstacle(sim, { number, person, businessInitiated }, { plan, body });
  if (found && isRefusal(found)) return found;

  const entry = accept(sim, { ...party, businessInitiated }, { plan, body });
  if (businessInitiated) noteReach(sim);
  if (!found) noteOrder(sim, entry, body);
  const struck = strikes.find((fault) => fault.kind === 'failed-status');
  const silent = found === SILENT;
  entry.held = !found && holdsBack(sim, entry, { template: plan.template, strikes });
  if (!entry.held && !silent) startLadder(sim, entry, struck ? { code: struck.code } : found);
  return { wamid: entry.wamid, address, person, type: plan.type, held: entry.held };
};
