import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';
import type { Tally } from '../world/feedback';
import type { LedgerEntry } from '../world/ledger';
import type { Person } from '../world/people';
import type { TemplateRecord } from '../world/templates';
import { emitChange } from './emit';
import { setTemplateQuality } from './review';

type Quality = 'GREEN' | 'YELLOW' | 'RED';

export const templateKey = (template: TemplateRecord): string => `t${template.id}`;
const numberKey = (number: BusinessNumber): string => `n${number.id}`;

/** What a tally says: blocks against deliveries, with twice the patience when half was read. */
const judge = (sim: Sim, tally: Tally): Quality | null => {
  const { minSample, yellowAt, redAt } = sim.config.quality;
  if (tally.delivered < Math.max(minSample, 1)) return null;
  const share = tally.blocked / tally.delivered;
  const patience = tally.read * 2 >= tally.delivered ? 2 : 1;
  if (share >= redAt * patience) return 'RED';
  return share >= yellowAt * patience ? 'YELLOW' : 'GREEN';
};

const tellNumber = (sim: Sim, number: BusinessNumber, event: string): void =>
  emitChange(sim, {
    wabaId: number.wabaId,
    field: 'phone_number_quality_update',
    time: Math.floor(sim.clock.now() / 1000),
    value: {
      display_phone_number: number.phone,
      event,
      current_limit: sim.portfolio.tier,
      max_daily_conversations_per_business: sim.portfolio.tier,
    },
  });

/** Sets a number's quality; becoming red and leaving it are told. */
export const setNumberQuality = (
  sim: Sim,
  number: BusinessNumber,
  quality: BusinessNumber['quality']
): void => {
  const previous = number.quality;
  if (previous === quality) return;
  number.quality = quality;
  if (quality === 'RED') tellNumber(sim, number, 'FLAGGED');
  else if (previous === 'RED') tellNumber(sim, number, 'UNFLAGGED');
  sim.live.state();
};

const judgeBoth = (
  sim: Sim,
  seen: { number: BusinessNumber; tally: Tally },
  template: { record: TemplateRecord; tally: Tally } | null
): void => {
  const ofNumber = judge(sim, seen.tally);
  if (ofNumber) setNumberQuality(sim, seen.number, ofNumber);
  const ofTemplate = template ? judge(sim, template.tally) : null;
  if (template && ofTemplate && template.record.status === 'APPROVED')
    setTemplateQuality(sim, template.record, ofTemplate);
};

const templateOf = (sim: Sim, entry: LedgerEntry): TemplateRecord | undefined => {
  const wabaId = sim.numbers.get(entry.phoneNumberId)?.wabaId ?? '';
  return entry.template && entry.language
    ? sim.templates.find(wabaId, entry.template, entry.language)
    : undefined;
};

/** A message arrived or was read. Judged only at every `minSample`-th arrival: nothing hangs on one message. */
export const noteTaken = (sim: Sim, entry: LedgerEntry, kind: 'delivered' | 'read'): void => {
  const { follow, minSample } = sim.config.quality;
  const number = sim.numbers.get(entry.phoneNumberId);
  const template = templateOf(sim, entry);
  const relation = sim.people.find(entry.personId)?.relations.get(entry.phoneNumberId);
  if (template && relation) relation.lastTemplate = template.id;
  if (!follow || !number) return;
  const now = sim.clock.now();
  const tally = sim.feedback.note(numberKey(number), kind, now);
  const ofTemplate = template
    ? { record: template, tally: sim.feedback.note(templateKey(template), kind, now) }
    : null;
  const count = ofTemplate?.tally.delivered ?? tally.delivered;
  if (kind === 'delivered' && count % Math.max(minSample, 1) === 0)
    judgeBoth(sim, { number, tally }, ofTemplate);
};

/** A person blocked the business: it counts against every number that talked to them and the last template of each. */
export const noteBlock = (sim: Sim, person: Person): void => {
  if (!sim.config.quality.follow) return;
  const now = sim.clock.now();
  for (const [phoneNumberId, relation] of person.relations) {
    const number = sim.numbers.get(phoneNumberId);
    if (!number) continue;
    const template = relation.lastTemplate ? sim.templates.get(relation.lastTemplate) : undefined;
    judgeBoth(
      sim,
      { number, tally: sim.feedback.note(numberKey(number), 'blocked', now) },
      template
        ? { record: template, tally: sim.feedback.note(templateKey(template), 'blocked', now) }
        : null
    );
  }
};
