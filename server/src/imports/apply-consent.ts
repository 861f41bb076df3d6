import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { consentService, isFromElsewhere, knownYesOf, type ListedWord } from '../consent/public';
import { contactsByKeys, type ContactRow } from '../contacts/public';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import { contactsBy, plansOf, type Candidate, type Double, type RunParams } from './classify';
import { consentOfList, readWhen, type ConsentPlan, type RowWord } from './domain/consent';

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
  const { source, wording, agreedOn = '' } = consent;
  const at = readWhen(agreedOn, heardAt) ?? heardAt;
  const byCategories = new Map<string, [number, string][]>();
  for (const { contactId, row, consent: known } of placed) {
    const open = consent.categories.filter((category) => known[category] !== 'out');
    const proof: [number, string] = [contactId, proofOf(params, row.line)];
    addTo(byCategories, open.join(), proof);
  }
  for (const [names, evidence] of byCategories) {
    const categories = consent.categories.filter((category) => names.split(',').includes(category));
    if (categories.length === 0) continue;
    const grant = { evidence: new Map(evidence), categories, source, wording, at, heardAt };
    await consentService(strapi).grantMany(trx, { ...grant, actor: by });
  }
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

/** What a row says of contacts that it is not written to. */
interface Heard {
  contacts: readonly ContactRow[];
  words: readonly RowWord[];
  line: number;
}

const refuses = ({ words }: Pick<Heard, 'words'>): boolean =>
  words.some(({ says }) => says === 'no');

/**
 * Rows with a no that is about further contacts: those of which the row is a duplicate, by whatever address the person has in
 * the file, and those whom the file says to be the person of the row.
 */
const heardBeside = async (
  trx: Knex.Transaction,
  { placed, doubles }: Pick<Written, 'placed' | 'doubles'>
): Promise<Heard[]> => {
  const again = doubles.filter(refuses);
  const keys = again.flatMap((one) => one.keys);
  const found = await contactsByKeys(trx, { addressKeys: keys, userIdKeys: keys }, true);
  const contactsOf = contactsBy(found);
  const tied = placed.filter((one) => one.others.length > 0 && refuses(one));
  return [
    ...again.map((one) => ({ contacts: contactsOf(one), words: one.words, line: one.line })),
    ...tied.map(({ others, words, row: { line } }) => ({ contacts: others, words, line })),
  ];
};

/** What rows say no to beside those contacts to whom they are written: of several rows the newest. */
const wordsBeside = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { placed, doubles, params }: Written
): Promise<ListedWord[]> => {
  const heard = await heardBeside(trx, { placed, doubles });
  if (heard.length === 0) return [];
  const yes = await knownYesOf(
    trx,
    heard.flatMap(({ contacts }) => contacts.map(({ id }) => id))
  );
  const now = importedAt(strapi, params);
  const listed = ({ contacts, words, line }: Heard): ListedWord[] =>
    contacts.flatMap((contact) =>
      plansOf(words, { consent: contact, yes: yes.get(contact.id) }, params.rules).flatMap(
        (plan) => listedOf(plan, { contactId: contact.id, line, params, now }) ?? []
      )
    );
  const newest = new Map<string, ListedWord>();
  for (const word of heard.flatMap(listed)) {
    if (word.action !== 'opt-out') continue;
    const key = `${word.contactId} ${word.category}`;
    const before = newest.get(key);
    if (!before || word.at > before.at) newest.set(key, word);
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
  const beside = await wordsBeside(strapi, trx, written);
  if (beside.length > 0) await recordListed(trx, { words: beside, actor, heardAt });
};
