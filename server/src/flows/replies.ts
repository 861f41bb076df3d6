import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { BotStep } from '../contracts/bots';
import type { FlowStep } from '../contracts/flow-graph';
import { textsOf } from '../contracts/flow-parts';
import { messageTable, type MessageRow } from '../conversations/public';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { preferenceChat } from '../preference-chat/public';
import {
  runChain,
  sendingService,
  slotsOfEntries,
  unaskedOwner,
  valuesOfEntries,
  type AnswerContent,
  type Intent,
  type IntentContent,
} from '../sending/public';
import { contextOf } from '../strapi/context';
import { templatesService, type TemplateRow } from '../templates/public';
import { askedBy, type About } from './about';
import type { Counting } from './counting';
import { chosenVariant, conditionsHold, type SaidVariant } from './domain/conditions';
import { fieldInTrial, keptEntries } from './domain/entries';
import type { RunSources } from './public';
import type { RunRow } from './tables';
import { fillerFor, type Spoken } from './texts';

/** Owner of the keys of answers. */
export const OWNER = 'bot';

/** Key owner of a run's messages: it separates answers from messages that the person did not ask for. */
export const ownerOf = (run: RunRow): string =>
  isUnasked(run) ? unaskedOwner(sentAs(run)) : OWNER;

/**
 * The chain by which its messages are counted and held. A campaign counts its own message, and none of its chain; of an
 * automation each run is a promotion of its own.
 */
const sentAs = ({ id, chain, origin }: Pick<RunRow, 'id' | 'chain' | 'origin'>): string =>
  chain === null || origin === 'automation' ? runChain(id) : chain;

/**
 * Does the run send messages that the person did not ask for? A list of steps: by its origin, or after somebody resumed it. A
 * flow: until the person answers. A flow that it begins takes over what holds for it then.
 */
export const isUnasked = ({ versionId, depth, origin, unasked }: RunRow): boolean =>
  unasked || (versionId === null && depth === 0 && origin !== 'message');

/** Owners with which a message of the run may have gone: an answer or a hold changes it on the way. Those of tags had one. */
const ownersOf = ({ id, chain, origin }: RunRow): string[] => [
  OWNER,
  ...[chain, runChain(id), origin].flatMap((one) => (one === null ? [] : [unaskedOwner(one)])),
];

/** The message of the run with this key; null: it was not handed to the door yet. */
export const sentOf = async (sql: Sql, run: RunRow, key: string): Promise<MessageRow | null> => {
  const owners = ownersOf(run);
  const raw = await sql(messageTable.table)
    .where({ key_hash: keyOf(key) })
    .whereIn('key_owner', owners)
    .select<Record<string, unknown>[]>();
  const found = raw.map((one) => readRow(messageTable, one));
  // Of two with this key the answer counts.
  const order = ({ keyOwner }: MessageRow) => owners.indexOf(keyOwner ?? '');
  return found.sort((a, b) => order(a) - order(b))[0] ?? null;
};

/** Those of these runs of which something waits to be sent that answers nobody; what answers the person goes before it. */
export const areUnsent = async (
  sql: Sql,
  runs: readonly Pick<RunRow, 'id' | 'contactId' | 'chain' | 'origin'>[]
): Promise<Set<number>> => {
  if (runs.length === 0) return new Set();
  const queued = await sql(messageTable.table)
    .whereIn('contact_id', [...new Set(runs.map(({ contactId }) => contactId))])
    .where({ state: 'queued' })
    .whereNotNull('key_owner')
    .distinct<{ key_owner: string }[]>('key_owner');
  const owners = new Set(queued.map((row) => row.key_owner));
  const unsent = runs.filter((run) => owners.has(unaskedOwner(sentAs(run))));
  return new Set(unsent.map(({ id }) => id));
};

/** The list of preferences for this person, with the words of the step above it. Throws `missing-value`. */
const preferenceList = async (
  strapi: Core.Strapi,
  { text }: Extract<BotStep, { kind: 'preferences' }>,
  spoken: Spoken
): Promise<AnswerContent> => {
  const { contact, accountId } = spoken;
  const fill = await fillerFor(strapi, contextOf(strapi).db.knex, { ...spoken, texts: [text] });
  return preferenceChat(strapi).menuFor(contact, accountId, text === '' ? null : fill(text));
};

/**
 * Values of the entries that the run means, for variables that are bound to fields of such types: the door itself knows the
 * newest entries only. Throws `missing-value`, so that no other entry is named in its place.
 */
export const entryValues = async (
  strapi: Core.Strapi,
  template: TemplateRow,
  { contact, variables = null }: Pick<Spoken, 'contact' | 'variables'>
): Promise<Record<string, string>> => {
  const entries = keptEntries(variables);
  if (Object.keys(entries).length === 0) return {};
  const view = templatesService(strapi).view(template);
  const bound = slotsOfEntries(view, entries).map(({ slot, source }) => ({
    ...{ slot, tried: fieldInTrial(variables, source) },
  }));
  if (bound.length === 0) return {};
  const open = bound.flatMap(({ slot, tried }) => (tried === null ? [slot] : []));
  const { bindings, language } = view;
  const resolved = await valuesOfEntries(strapi, open, { contact, bindings, language, entries });
  if (!resolved.ok)
    throw new DomainError('missing-value', `the entry has no value for ${resolved.missing[0]}`);
  const tried = bound.flatMap(({ slot, tried: value }) =>
    value === null ? [] : [[slot.key, value] as const]
  );
  return { ...resolved.values, ...Object.fromEntries(tried) };
};

type TemplateStep = Extract<FlowStep, { kind: 'template' }>;

/** Which language of its template a step sends to this person. Throws `no-language` where the template's order has none. */
export const templateForStep = async (
  strapi: Core.Strapi,
  { byLanguage }: Pick<TemplateStep, 'byLanguage'>,
  { chosen, contact }: { chosen: TemplateRow; contact: Spoken['contact'] }
): Promise<TemplateRow> => {
  const templates = templatesService(strapi);
  if (!byLanguage) return templates.forPerson(chosen, contact);
  const found = await templates.byOrder(chosen, contact);
  if (found) return found;
  throw new DomainError(
    'no-language',
    'The template is not available in a language that this contact can receive.',
    {
      remedy:
        'Add the contact’s language to the template, or choose under Templates which language other contacts get.',
    }
  );
};

/** Does the step send a template about something that the person did, such as an order? */
export const isNotice = async (strapi: Core.Strapi, step: FlowStep): Promise<boolean> => {
  if (step.kind !== 'template') return false;
  const { templateId } = step;
  return (
    (await templatesService(strapi).byIds([templateId])).get(templateId)?.category === 'UTILITY'
  );
};

/** The template as the step names it, or in the person's language; one that is gone is refused by the door. */
const templateContent = async (
  strapi: Core.Strapi,
  step: TemplateStep,
  spoken: Spoken
): Promise<IntentContent> => {
  const { templateId } = step;
  const chosen = (await templatesService(strapi).byIds([templateId])).get(templateId);
  if (!chosen) return { type: 'template', templateId, values: {} };
  const template = await templateForStep(strapi, step, { chosen, contact: spoken.contact });
  const values = await entryValues(strapi, template, spoken);
  return { type: 'template', templateId: template.id, values };
};

/** What a reply step says to this person. Throws `missing-value`. */
export const replyContent = async (
  strapi: Core.Strapi,
  step: FlowStep,
  { words, ...spoken }: Spoken & { words: string | null }
): Promise<IntentContent> => {
  const texts = textsOf(step).map(([, text]) => text);
  const fill = await fillerFor(strapi, contextOf(strapi).db.knex, { texts, ...spoken });
  switch (step.kind) {
    case 'text':
      return { type: 'text', text: fill(words ?? step.text) };
    case 'template':
      return templateContent(strapi, step, spoken);
    case 'media':
      return {
        type: 'media',
        file: { from: 'library', id: step.fileId },
        caption: step.caption === '' ? undefined : fill(step.caption),
      };
    case 'buttons':
      return {
        type: 'buttons',
        text: fill(step.text),
        buttons: step.buttons.map((title) => ({ id: title, title })),
      };
    case 'link':
      return {
        type: 'link',
        text: fill(step.text),
        button: step.button,
        url: fill(step.url, encodeURIComponent),
      };
    case 'preferences':
      return preferenceList(strapi, step, spoken);
    default:
      throw new Error(`${step.kind} is no reply`);
  }
};

/** Replies pass the one door, with a key of run and visit: a repeat after a crash finds the message of the first time. */
export const createReplies = (
  strapi: Core.Strapi,
  { about, counting, sources }: { about: About; counting: Counting; sources: () => RunSources }
) => {
  const { db } = contextOf(strapi);

  /** Entries of which one may carry consent for a template (O-33). */
  const entriesMeant = async (
    run: RunRow,
    content: IntentContent
  ): Promise<Pick<Intent, 'entries' | 'cause'>> =>
    content.type === 'template'
      ? { entries: keptEntries(run.variables), cause: await sources().causeOf(run) }
      : {};

  const variantOf = (run: RunRow, step: FlowStep): Promise<SaidVariant | null> =>
    chosenVariant(step, async (when) =>
      conditionsHold(when, await about(await askedBy(strapi, run)))
    );

  return {
    /** True when the message with this key was handed to the door before. */
    wasSent: async (run: RunRow, key: string): Promise<boolean> =>
      (await sentOf(db.knex, run, key)) !== null,
    /** What the step says, and which variant of its text that is; null: it has none. */
    content: async (
      run: RunRow,
      step: FlowStep
    ): Promise<{ content: IntentContent; variant: number | null }> => {
      const contact = await contactsService(strapi).get(run.contactId);
      const { accountId, variables } = run;
      const said = await variantOf(run, step);
      const given = { contact, accountId, variables, words: said?.words ?? null };
      return { content: await replyContent(strapi, step, given), variant: said?.number ?? null };
    },
    /** Throws what the door refuses: window, opt-out, block, template, missing value; and `allowance-used`. */
    send: async (run: RunRow, key: string, content: IntentContent): Promise<void> => {
      const together = await counting.counted(run);
      await sendingService(strapi).send({
        accountId: run.accountId,
        contactId: run.contactId,
        origin: 'bot',
        lane: 1,
        // The person may be renamed between a crash and the repeat: the same step is the same message.
        key: { owner: ownerOf(run), key, bodyHash: keyOf(key) },
        content,
        ...(await entriesMeant(run, content)),
        together,
      });
    },
  };
};
