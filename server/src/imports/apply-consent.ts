import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, isFromElsewhere, knownYesOf, type ListedWord } from '../consent/public';
import { contactsByKeys } from '../contacts/public';
import { contextOf } from '../strapi/context';
import { knownBy, plansOf, type Candidate, type Double, type RunParams } from './classify';
import { consentOfList, readWhen, type ConsentPlan } from './domain/consent';

interface Written {
  placed: readonly (Candidate & { contactId: number })[];
  doubles: readonly Double[];
  params: RunParams;
  by: { id: number; name: string } | null;
}

/** Who has said yes is written down with the file and the line as proof; who refused stays out (P-11). */
const writeList = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { placed, params, by }: Written
): Promise<void> => {
  const consent = consentOfList(params.rules.consent, params.columns);
  if (consent.kind !== 'given') return;
  const heardAt = contextOf(strapi).clock.now();
  await consentService(strapi).grantMany(trx, {
    evidence: new Map(placed.map(({ contactId, row }) => [contactId, proofOf(params, row.line)])),
    categories: consent.categories,
    source: consent.source,
    wording: consent.wording,
    actor: by,
    at: readWhen(consent.agreedOn ?? '', heardAt) ?? heardAt,
    heardAt,
  });
};

const proofOf = ({ fileName }: RunParams, line: number): string => `${fileName}:${line}`;

/** Where somebody said so, by their row or by the importer. A cell with a word of ours must not pass for the person's own. */
const sourceOf = ({ where }: ConsentPlan, { consent }: RunParams['rules']): string => {
  const source = where ?? (consent?.kind === 'given' ? consent.source : 'import');
  return isFromElsewhere({ source }) ? source : `list: ${source}`;
};

/** What the ledger is told of a row's word; null: nothing. */
const listedOf = (
  plan: ConsentPlan,
  {
    contactId,
    line,
    params,
    now,
  }: { contactId: number; line: number; params: RunParams; now: number }
): ListedWord | null => {
  const { category, does } = plan;
  const isPast = does === 'older' && params.rules.keepsOlderYes === true;
  const isGrant = does === 'grant' || isPast;
  if (!isGrant && plan.says !== 'no') return null;
  // Nobody knows that this no came after their yes.
  if (does === 'keep' && plan.at === null) return null;
  const { consent } = params.rules;
  const hasWording = consent?.kind === 'given' && consent.categories.includes(category);
  return {
    ...{ contactId, category, source: sourceOf(plan, params.rules) },
    action: isGrant ? 'opt-in' : 'opt-out',
    wording: isGrant && hasWording ? consent.wording : null,
    evidence: proofOf(params, line),
    at: does === 'end' ? now : (plan.at ?? now),
    isDated: plan.at !== null,
    ...(isPast ? { isPast } : {}),
    ...(does === 'end' && plan.at !== null ? { toldAt: plan.at } : {}),
  };
};

/** Rows that come again with a number or user id say no as well as the first: of several the newest. */
const wordsOfDoubles = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { doubles, params }: Written
): Promise<ListedWord[]> => {
  const refusing = doubles.filter(({ words }) => words.some(({ says }) => says === 'no'));
  if (refusing.length === 0) return [];
  // By each of their keys: the first row may have had the other one, or the number its former key.
  const keys = refusing.flatMap((one) => one.keys);
  const find = knownBy(await contactsByKeys(trx, { addressKeys: keys, userIdKeys: keys }, true));
  const yes = await knownYesOf(
    trx,
    refusing.flatMap((one) => find(one)?.id ?? [])
  );
  const newest = new Map<string, ListedWord>();
  for (const { keys: own, line, words } of refusing) {
    const person = find({ keys: own });
    if (!person) continue;
    const known = { consent: person, yes: yes.get(person.id) };
    for (const plan of plansOf(words, known, params.rules)) {
      const now = importedAt(strapi, params);
      const word = listedOf(plan, { contactId: person.id, line, params, now });
      if (word?.action !== 'opt-out') continue;
      const key = `${person.id} ${plan.category}`;
      const before = newest.get(key);
      if (!before || word.at > before.at) newest.set(key, word);
    }
  }
  return [...newest.values()];
};

/** The day of a refusal without one: that of the import, also where it goes on after a crash. */
const importedAt = (strapi: Core.Strapi, { at }: RunParams): number =>
  at ?? contextOf(strapi).clock.now();

/** What the importer says of the whole list, and what the file says person by person: a column decides its category alone. */
export const writeConsent = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  written: Written
): Promise<void> => {
  const { placed, params, by: actor } = written;
  await writeList(strapi, trx, written);
  const now = importedAt(strapi, params);
  const words = placed.flatMap(({ plans, contactId, row: { line } }) =>
    plans.flatMap((plan) => listedOf(plan, { contactId, line, params, now }) ?? [])
  );
  const heardAt = contextOf(strapi).clock.now();
  const { recordListed } = consentService(strapi);
  if (words.length > 0) await recordListed(trx, { words, actor, heardAt });
  const again = await wordsOfDoubles(strapi, trx, written);
  if (again.length > 0) await recordListed(trx, { words: again, actor, heardAt });
};
