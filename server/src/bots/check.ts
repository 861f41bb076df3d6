import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { REPLIES_MOST, type BotDraft, type FlowProblem } from '../contracts/bots';
import { audienceService } from '../audience/public';
import { listFields, tagKey, tagTable } from '../contacts/public';
import { allOf, leavesIn } from '../contracts/condition-tree';
import { isOwnCondition, type FlowConditions } from '../contracts/flow-conditions';
import type { FlowGraph, FlowStep } from '../contracts/flow-graph';
import { conditionsOf, textsOf } from '../contracts/flow-parts';
import { messageKeys, wordKey, wordsOf } from '../contracts/opt-out-words';
import type { SegmentCondition } from '../contracts/segments';
import { namedSources, sourceOf } from '../contracts/text-variables';
import { agentsByIds } from '../conversations/public';
import { flowsService, graphProblems, type GraphProblem } from '../flows/public';
import { DomainError } from '../kernel/errors';
import { mediaService } from '../media/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import {
  lockedBindings,
  templatesService,
  unusableSources,
  whyNotSendable,
} from '../templates/public';
import { entryProblems, rightProblems } from './entry-check';
import { keyProblems } from './keys';
import { pressProblems } from './press';
import { findBot } from './store';
import {
  draftProblems,
  placed,
  problemsAt,
  stepProblems,
  type DraftProblem,
  type Placed,
} from './domain/chain';

const OPT_OUT_TITLE =
  'this is an opt-out keyword, so the flow never gets the answer: use other words';

const GRAPH_WORDS: Partial<Record<GraphProblem['kind'], string>> = {
  'same-id': 'two steps have the same id',
  'no-steps': 'the flow has no step',
  'start-gone': 'the first step does not exist',
  'goal-gone': 'the step chosen as the goal does not exist',
  'leads-nowhere': 'the exit leads to a step that does not exist',
  'unknown-exit': 'this step has no such exit',
  'loop-without-wait': 'these steps form a loop without waiting: add a question or a wait',
  'same-choices': 'two choices have the same text',
  'unknown-variable': 'no step saves a value under this name',
  'same-exits': 'two exits have the same id, or one uses a reserved id',
  'variable-in-title': 'buttons and choices cannot use variables: remove the variable',
  'opt-out-title': OPT_OUT_TITLE,
  'reserved-name': 'a contact field has this name: choose another one',
  'names-itself': 'the new value uses the field that it changes',
  'bad-address': 'start with https:// and your own host, without variables in it',
  'unquoted-variable': 'put the variable inside quotation marks',
  'needs-answer':
    'put this step right after a question or a choice: the answer is the proof of consent',
  'needs-yes':
    'any answer leads here, even a no: ask with choices, or branch on the answer before this step',
  'too-many-replies': `more than ${REPLIES_MOST} messages are sent without waiting for the contact`,
};

const VALUE_IN_TRIGGER = 'conditions of a trigger cannot use values that steps save';

const CONDITION_GONE =
  'a condition uses something that no longer exists, or a value that does not fit: change or remove the condition';

const problem = (field: string, kind: string, message: string): DraftProblem[] => [
  { field, kind, message },
];

/** Conditions on fields that segments may not use either, and on what is gone. */
const conditionProblems = async (
  strapi: Core.Strapi,
  tree: FlowConditions,
  field: string
): Promise<DraftProblem[]> => {
  const nodes = leavesIn(tree).filter((leaf) => !isOwnCondition(leaf));
  try {
    const isGone = await audienceService(strapi).asksOfGone(allOf(nodes as SegmentCondition[]));
    return isGone ? problem(field, 'condition-gone', CONDITION_GONE) : [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return problem(field, error.kind, error.message);
  }
};

/** Before a run there are no values that it kept. */
const triggerProblems = async (
  strapi: Core.Strapi,
  { triggers }: BotDraft
): Promise<DraftProblem[]> => {
  const found: DraftProblem[] = [];
  for (const [i, { when }] of triggers.entries()) {
    if (!when) continue;
    const field = `triggers.${i}.when`;
    found.push(
      ...(leavesIn(when).some(({ kind }) => kind === 'value')
        ? problem(field, 'unknown-variable', VALUE_IN_TRIGGER)
        : await conditionProblems(strapi, when, field))
    );
  }
  return found;
};

/** What only others know: templates, files, people, numbers. Fields are those of the step. */
const createLookups = (strapi: Core.Strapi, draft: Pick<BotDraft, 'accountId'>) => {
  const templateProblems = async (templateId: number, field: string) => {
    const templates = templatesService(strapi);
    const row = (await templates.byIds([templateId])).get(templateId);
    if (!row) return problem(field, 'not-found', 'this template no longer exists');
    if (draft.accountId !== null) {
      const account = await accountsService(strapi).get(draft.accountId);
      if (account.wabaId !== row.wabaId)
        return problem(
          field,
          'template-of-another-account',
          'this template belongs to another WhatsApp account'
        );
    }
    const verdict = templates.sendable(row);
    if (!verdict.ok) return problem(field, 'template-not-sendable', whyNotSendable(verdict.reason));
    const [locked] = await lockedBindings(strapi, row.bindings);
    if (locked)
      return problem(
        field,
        'template-sensitive',
        `the template uses the sensitive field "${locked.field.label}", which messages may not use`
      );
    const { missing } = templates.view(row);
    return missing.length > 0
      ? problem(field, 'template-incomplete', `values are missing: ${missing.join(', ')}`)
      : [];
  };

  /** Judged as before a send: by its content, and by what WhatsApp takes of that kind. */
  const fileProblems = async (id: number, field: string): Promise<DraftProblem[]> => {
    try {
      await mediaService(strapi).describe({ from: 'library', id });
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return problem(field, error.kind, error.message);
    }
  };

  const person = async (assigneeId: number | null, field: string) =>
    assigneeId === null || (await agentsByIds(strapi, [assigneeId])).has(assigneeId)
      ? []
      : problem(field, 'no-such-person', 'this agent no longer exists');

  const team = async (teamId: number | null | undefined) =>
    !teamId || (await flowsService(strapi).sources.teams()).some(({ id }) => id === teamId)
      ? []
      : problem('teamId', 'no-such-team', 'this team no longer exists or assigns no conversations');

  const askingProblems = async (step: FlowStep): Promise<DraftProblem[]> => {
    const found: DraftProblem[] = [];
    for (const [field, when] of conditionsOf(step))
      found.push(...(await conditionProblems(strapi, when, field)));
    return found;
  };

  /** Profile fields that are there, and none that is sensitive: people who build flows may not see those. */
  const fieldProblems = async ({
    values,
  }: Extract<FlowStep, { kind: 'set' }>): Promise<DraftProblem[]> => {
    const fields = await listFields(contextOf(strapi).db.knex);
    return values.flatMap(({ field, text }, i) => {
      const path = `values.${i}`;
      if (field === 'name' && text === '')
        return problem(`${path}.text`, 'invalid', 'a contact needs a name');
      const key = /^custom\.(.+)$/.exec(field)?.[1];
      const known = fields.find(({ fieldKey, archived }) => fieldKey === key && !archived);
      if (key === undefined || (known && known.sensitive === null)) return [];
      return known
        ? problem(`${path}.field`, 'sensitive-field', 'flows cannot change sensitive fields')
        : problem(`${path}.field`, 'not-found', 'this profile field does not exist');
    });
  };

  const flowProblem = async (flowId: number, field: string): Promise<DraftProblem[]> => {
    const flow = await findBot(contextOf(strapi).db.knex, flowId);
    if (!flow || flow.ofAutomation) return problem(field, 'not-found', 'this flow does not exist');
    return flow.accountId !== null && flow.accountId !== draft.accountId
      ? problem(field, 'bot-of-another-number', 'this flow belongs to another number')
      : [];
  };

  /** Fields that texts name and that are gone, or that messages may not use. */
  const sourceProblems = async (step: FlowStep): Promise<DraftProblem[]> => {
    const named = textsOf(step).flatMap(([field, text]) =>
      namedSources(text).flatMap((name) => {
        const source = sourceOf(name);
        return source ? [{ field, name, source }] : [];
      })
    );
    const sources = named.map(({ source }) => source);
    const unusable = new Set(sources.length > 0 ? await unusableSources(strapi, sources) : []);
    return named
      .filter(({ source }) => unusable.has(source))
      .flatMap(({ field, name }) =>
        problem(field, 'field-not-usable', `{{${name}}} does not exist, or messages cannot use it`)
      );
  };

  const topicProblem = async (wanted: string): Promise<DraftProblem[]> => {
    const { topics } = await settingsService(strapi).get();
    return topics.some(({ key }) => key === wanted)
      ? []
      : problem('topic', 'topic-gone', 'this topic no longer exists');
  };

  /** Words of the business by which people leave; those that always work are in `graphProblems`. */
  const titleProblem = async ({
    choices,
  }: Extract<FlowStep, { kind: 'choice' }>): Promise<DraftProblem[]> => {
    const { optOutWords } = await settingsService(strapi).get();
    const own = new Set([...optOutWords.tr, ...optOutWords.en].map(wordKey));
    const leaves = ({ title }: (typeof choices)[number]): boolean =>
      messageKeys(wordsOf(title)).some((key) => own.has(key));
    return choices.some(leaves) ? problem('choices', 'opt-out-title', OPT_OUT_TITLE) : [];
  };

  const ofStep = async (step: FlowStep): Promise<DraftProblem[]> => {
    if (step.kind === 'template') return templateProblems(step.templateId, 'templateId');
    if (step.kind === 'set') return fieldProblems(step);
    if (step.kind === 'topic') return topicProblem(step.topic);
    if (step.kind === 'choice') return titleProblem(step);
    if (step.kind === 'start-flow') return flowProblem(step.flowId, 'flowId');
    if (step.kind === 'entry') return entryProblems(strapi, step);
    if (step.kind === 'handover' || (step.kind === 'assign' && step.teamId))
      return team(step.teamId);
    if (step.kind === 'assign' || step.kind === 'task')
      return person(step.assigneeId, 'assigneeId');
    return step.kind === 'media' ? fileProblems(step.fileId, 'fileId') : [];
  };
  return async (one: Placed): Promise<DraftProblem[]> => {
    const own = await ofStep(one.step);
    const more = [
      ...(await askingProblems(one.step)),
      ...(await sourceProblems(one.step)),
      ...(await keyProblems(strapi, one.step)),
    ];
    return problemsAt(one, [...own, ...more]);
  };
};

/** What stops a graph, in the words of a form; a warning does not. */
const flowProblems = ({ graph }: BotDraft): DraftProblem[] =>
  (graph ? graphProblems(graph) : [])
    .filter(({ level }) => level === 'stop')
    .map(({ node, field, kind }) => ({
      ...{ field: `graph.${node}.${field}`, kind, message: GRAPH_WORDS[kind] ?? kind },
      place: { node, field },
    }));

const hasNumber = async (strapi: Core.Strapi, accountId: number | null): Promise<boolean> =>
  accountId === null || (await accountsService(strapi).list()).some(({ id }) => id === accountId);

/** Everything that hinders a draft; the first is what a form shows first. */
export const problemsOf = async (strapi: Core.Strapi, draft: BotDraft): Promise<DraftProblem[]> => {
  const known = [
    ...draftProblems(draft),
    ...flowProblems(draft),
    ...(await triggerProblems(strapi, draft)),
  ];
  if (!(await hasNumber(strapi, draft.accountId)))
    return [...known, ...problem('accountId', 'not-found', 'this number does not exist')];
  const lookUp = createLookups(strapi, draft);
  for (const one of placed(draft)) known.push(...(await lookUp(one)));
  return known;
};

/** Tags that nobody has made so far: a new name becomes a tag, but it may be a slip. */
const newTags = async (strapi: Core.Strapi, steps: readonly Placed[]): Promise<FlowProblem[]> => {
  const named = steps.flatMap(({ node, step }) =>
    node !== null && step.kind === 'tag'
      ? (['add', 'remove'] as const).map((field) => ({
          node,
          field,
          keys: step[field].map(tagKey),
        }))
      : []
  );
  if (named.length === 0) return [];
  const known = await contextOf(strapi)
    .db.knex(tagTable.table)
    .whereIn('name_key', [...new Set(named.flatMap(({ keys }) => keys))])
    .pluck<string[]>('name_key');
  return named
    .filter(({ keys }) => keys.some((key) => !known.includes(key)))
    .map(({ node, field }) => ({ node, field, kind: 'tag-is-new', level: 'warn' }));
};

/**
 * What is wrong with a flow, node by node: what `problemsOf` finds in it, and what is only to be warned of, if this administrator
 * published it.
 */
export const checkGraph = async (
  strapi: Core.Strapi,
  {
    graph,
    accountId,
    silentMinutes,
  }: { graph: FlowGraph; accountId: number | null; silentMinutes: number },
  publisherId: number
): Promise<FlowProblem[]> => {
  const steps = placed({ steps: null, graph });
  const isKnown = await hasNumber(strapi, accountId);
  const lookUp = createLookups(strapi, { accountId: isKnown ? accountId : null });
  const found = steps.flatMap((one) => problemsAt(one, stepProblems(one)));
  for (const one of steps) found.push(...(await lookUp(one)));
  const stops = found.flatMap(({ kind, place, names }): FlowProblem[] =>
    place ? [{ ...place, kind, ...(names ? { names } : {}), level: 'stop' }] : []
  );
  const warned = [
    ...(await newTags(strapi, steps)),
    ...(await rightProblems(strapi, steps, publisherId)),
    ...(await pressProblems(strapi, graph)),
  ];
  return [...graphProblems(graph, silentMinutes), ...stops, ...warned];
};

/** Throws the first problem, with all of them in `problems`. Without steps: those of name, triggers and number. */
export const refuseIncomplete = async (
  strapi: Core.Strapi,
  draft: BotDraft,
  { withSteps = true } = {}
): Promise<void> => {
  const found = await problemsOf(strapi, draft);
  const problems = withSteps ? found : found.filter(({ place }) => place === undefined);
  const [first] = problems;
  if (!first) return;
  throw new DomainError(first.kind, `“${first.field}” is not ready yet.`, {
    field: first.field,
    remedy: first.message,
    problems,
    ...(first.place ? { place: first.place } : {}),
  });
};
