import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import { botsService, type AutomatedFlow } from '../bots/public';
import type { AutomationProblem } from '../contracts/automation-desk';
import {
  WATCHED_FIELDS,
  type AutomationBody,
  type AutomationConditions,
  type AutomationTrigger,
} from '../contracts/automations';
import { allOf } from '../contracts/condition-tree';
import { DomainError } from '../kernel/errors';
import type { InputWords } from '../kernel/input-words';
import { recordsService } from '../records/public';
import { segmentsService } from '../segments/public';
import { contextOf } from '../strapi/context';
import { contactsAsked, fieldsAsked } from './domain/conditions';
import { deskWords } from './domain/desk-words';
import { triggerProblems } from './domain/problems';
import { startTogether } from './domain/same-start';
import { hasRoom, linkedTypesOf } from './domain/watch';
import { listAutomations } from './store';
import type { AutomationRow } from './tables';
import { bodyOf } from './views';
import { triggersOf } from './watch-store';

/** An automation as it is judged; `botId` null: a flow of its own that is not made yet. */
export type Checked = Pick<
  AutomationBody,
  'trigger' | 'botId' | 'conditions' | 'stopWhen' | 'goal'
> & {
  /** The flow is its own: it goes on and off with the automation. */
  ownsBot: boolean;
};

/** What is judged of the form of a saved one, or of one that is new. */
export const checkedOf = (
  body: AutomationBody,
  row: Pick<AutomationRow, 'botId' | 'ownsBot'> | null
): Checked & AutomationBody => {
  const ownsBot = row?.ownsBot === true && (body.botId === null || body.botId === row.botId);
  return { ...body, ownsBot, botId: ownsBot ? (row?.botId ?? null) : body.botId };
};

/** Throws the first problem that stops it, with all of them in `problems`. */
export const refuse = (problems: readonly AutomationProblem[]): void => {
  const [first] = problems.filter(({ level }) => level === 'stop');
  if (!first) return;
  const { field, words } = first;
  const { text, advice } = words.en;
  throw new DomainError('invalid', text, { field, remedy: advice, words, problems });
};

/** The trigger of a saved automation is of another release. */
export const unreadTrigger = (): DomainError =>
  new DomainError('invalid', 'The trigger can no longer be read.', {
    field: 'trigger',
    remedy: 'Choose the trigger again.',
  });

const stop = (field: string, words: InputWords): AutomationProblem[] => [
  { field, level: 'stop', words },
];
const warn = (field: string, words: InputWords): AutomationProblem[] => [
  { field, level: 'warn', words },
];

const TEMPLATE = warn('botId', deskWords.noTemplate()).map((one) => ({
  ...one,
  needs: 'template' as const,
}));

/** What is wrong with an automation, saved or not. Outside of transactions. */
export const createCheck = (strapi: Core.Strapi) => {
  const { db } = contextOf(strapi);
  const records = () => recordsService(strapi);

  /** Fields beyond the bound would be watched by none. */
  const fieldProblems = async (trigger: AutomationTrigger): Promise<AutomationProblem[]> => {
    if (!('uid' in trigger) || hasRoom(trigger, await triggersOf(db.knex))) return [];
    const where = trigger.kind === 'absence' ? 'trigger.fields' : 'trigger.field';
    return stop(where, deskWords.tooManyFields(WATCHED_FIELDS));
  };

  const ofTrigger = async (trigger: AutomationTrigger): Promise<AutomationProblem[]> => {
    const type = 'uid' in trigger ? records().watchable(trigger.uid) : null;
    const own = triggerProblems(trigger, type).flatMap(({ field, words }) => stop(field, words));
    return own.length > 0 ? own : fieldProblems(trigger);
  };

  /** What leads to people: types that are linked with them, or a segment. */
  const ofPath = async (trigger: AutomationTrigger): Promise<AutomationProblem[]> => {
    if ('segmentId' in trigger) {
      const { segmentId } = trigger;
      const names = await segmentsService(strapi).names([segmentId]);
      return names.has(segmentId) ? [] : stop('trigger.segmentId', deskWords.noSegment());
    }
    const linked = new Set((await records().mapped()).types.map(({ uid }) => uid));
    return linkedTypesOf(trigger).flatMap(({ field, uid }) =>
      linked.has(uid) ? [] : stop(field, deskWords.notLinked())
    );
  };

  const ofTree = async (
    tree: AutomationConditions | null,
    field: string,
    trigger: AutomationTrigger
  ): Promise<AutomationProblem[]> => {
    if (!tree) return [];
    const asked = fieldsAsked(tree);
    if (asked.length > 0 && !('uid' in trigger)) return stop(field, deskWords.noEntry());
    if (asked.length > 0 && trigger.kind === 'deleted') return stop(field, deskWords.entryGone());
    const type = 'uid' in trigger ? records().watchable(trigger.uid) : null;
    const unknown = asked.find((path) => !type?.fields.some((one) => one.path === path));
    if (unknown !== undefined) return stop(field, deskWords.noField(unknown));
    try {
      const isGone = await audienceService(strapi).asksOfGone(allOf(contactsAsked(tree)));
      return isGone ? stop(field, deskWords.conditionGone()) : [];
    } catch (error) {
      if (error instanceof DomainError) return stop(field, deskWords.lockedField());
      throw error;
    }
  };

  const ofFlow = (flow: AutomatedFlow | undefined, ownsBot: boolean): AutomationProblem[] => {
    if (!flow) return stop('botId', deskWords.noFlow());
    if (!flow.isPublished) return stop('botId', deskWords.emptyFlow());
    if (!flow.isActive && !ownsBot) return stop('botId', deskWords.flowOff());
    return [
      ...(flow.isSpent ? warn('botId', deskWords.flowSpent()) : []),
      ...(flow.templateId === null ? TEMPLATE : []),
    ];
  };

  /** What is advised, and stops nothing (E-33). */
  const ofPress = async (botId: number): Promise<AutomationProblem[]> =>
    (await botsService(strapi).automated.lacksPress(botId))
      ? warn('botId', deskWords.noPress())
      : [];

  /** It would be switched off again at once. */
  const ofPublisher = async (botId: number): Promise<AutomationProblem[]> =>
    (await botsService(strapi).automated.mayStillWrite(botId))
      ? []
      : stop('botId', deskWords.noRights());

  /** Of a deleted entry messages can name nothing. */
  const ofNames = async (trigger: AutomationTrigger, botId: number): Promise<AutomationProblem[]> =>
    trigger.kind === 'deleted' &&
    (await botsService(strapi).automated.namesEntry(botId, trigger.uid))
      ? stop('botId', deskWords.namesGone())
      : [];

  /** Active automations, other than this one, that the trigger sets off as well. */
  const beside = async (trigger: AutomationTrigger, id: number | null): Promise<string[]> =>
    (await listAutomations(db.knex)).flatMap((row) => {
      const other = row.active && row.id !== id ? bodyOf(row) : null;
      return other && startTogether(trigger, other.trigger) ? [row.name] : [];
    });

  return {
    /** What the content type says against the trigger: it is not even saved. */
    ofTrigger,
    beside,
    /** One person may get the messages of several: said, and stops nothing. */
    ofOthers: async (trigger: AutomationTrigger, id: number | null) => {
      const names = await beside(trigger, id);
      return names.length > 0 ? warn('trigger', deskWords.startsBeside(names)) : [];
    },
    /** It is on, and would have a flow that says nothing. */
    withoutFlow: (): AutomationProblem[] => stop('botId', deskWords.emptyFlow()),
    /** All that is wrong, what stops it first. */
    problems: async (checked: Checked): Promise<AutomationProblem[]> => {
      const { trigger, botId, conditions, stopWhen, goal, ownsBot } = checked;
      const goals = goal?.kind === 'entry' ? goal.conditions : null;
      const flows = botId === null ? null : await botsService(strapi).automated.flows([botId]);
      const found = [
        ...(await ofTrigger(trigger)),
        ...(await ofPath(trigger)),
        ...(await ofTree(conditions, 'conditions', trigger)),
        ...(await ofTree(stopWhen, 'stopWhen', trigger)),
        ...(await ofTree(goals, 'goal.conditions', trigger)),
        ...(flows && botId !== null ? ofFlow(flows.get(botId), ownsBot) : []),
        ...(botId === null ? [] : await ofNames(trigger, botId)),
        ...(botId === null ? [] : await ofPublisher(botId)),
        ...(botId === null ? [] : await ofPress(botId)),
      ];
      return [
        ...found.filter(({ level }) => level === 'stop'),
        ...found.filter(({ level }) => level === 'warn'),
      ];
    },
  };
};
export type Check = ReturnType<typeof createCheck>;
