import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import {
  ALREADY,
  FAILED,
  NOT_FOUND,
  TOO_LATE,
  writesValues,
} from '../../../../../server/src/contracts/flow-parts';
import type { FlowStep } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { useWhatsappListAgentsQuery } from '../../../api/conversations';
import { useWhatsappFacetsQuery } from '../../../api/people';
import { useWhatsappTypesRecordWritesQuery } from '../../../api/record-writes';
import { useWhatsappTeamNowQuery } from '../../../api/team';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { plainLine } from '../../../shared/formatting';
import { profileFields } from '../../../shared/people/conditions';
import { useReadable } from '../../../shared/text-variables/useReadable';
import { useTopics } from '../../../shared/topics';
import { useKnownWord, type KnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useT, type Translate } from '../../../shared/useT';
import { clockOf } from './model/clock';
import { NOTHING_AFTER, type ListedProblem } from './model/listed';

const SHOWN = 90;
const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
const cut = (text: string): string => {
  const line = firstLine(text);
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
};

const HOUR = 60;
const DAY = 24 * HOUR;

/** The largest unit in which these minutes are a whole number. */
export const unitOf = (minutes: number): 'minutes' | 'hours' | 'days' => {
  if (minutes % DAY === 0) return 'days';
  return minutes % HOUR === 0 ? 'hours' : 'minutes';
};
export const UNITS = { minutes: 1, hours: HOUR, days: DAY } as const;

/** "2 hours" */
export const timeWords = (t: Translate, minutes: number): string => {
  const unit = unitOf(minutes);
  return t(`flows.time.${unit}`, { count: minutes / UNITS[unit] });
};

const waitWords = (
  { t, clock }: Parts,
  { until, orAnswer, orEvent }: Extract<FlowStep, { kind: 'wait' }>
): string => {
  const time =
    until.kind === 'minutes'
      ? timeWords(t, until.minutes)
      : t('flows.short.hour', { time: clock(until) });
  if (orEvent && orAnswer) return t('flows.short.or-both', { time });
  if (orEvent) return t('flows.short.or-event', { time });
  return orAnswer ? t('flows.short.or-answer', { time }) : time;
};

const nameIn = (rows: readonly { id: number; name: string }[] | undefined, id: number): string =>
  rows?.find((row) => row.id === id)?.name ?? `#${id}`;

/** Names of what steps name by id. */
const useNames = () => {
  const known = useKnownWord();
  const { locale } = useIntl();
  const templates = useWhatsappListTemplatesQuery({ status: 'APPROVED' }).data?.templates;
  const agents = useWhatsappListAgentsQuery().data?.agents;
  const bots = useWhatsappListBotsQuery({}).data?.bots;
  const teams = useWhatsappTeamNowQuery().data?.teams;
  const topics = useTopics();
  const topicOf = topics.nameOf;
  const facets = useWhatsappFacetsQuery().data;
  const types = useWhatsappTypesRecordWritesQuery().data?.types;
  return useMemo(() => {
    const custom = facets ? profileFields(facets, locale) : [];
    return {
      template: (id: number) => nameIn(templates, id),
      agent: (id: number) => nameIn(agents, id),
      bot: (id: number) => nameIn(bots, id),
      team: (id: number) => nameIn(teams, id),
      topic: (key: string) => topicOf(key) ?? key,
      types: types ? new Set(types.map(({ type }) => type)) : null,
      /** Of a content type and one of its fields; names that are not read yet are left open. */
      entry: (uid: string) =>
        types ? (types.find(({ type }) => type === uid)?.label ?? uid) : '…',
      entryField: (uid: string, name: string) => {
        const fields = types?.find(({ type }) => type === uid)?.fields;
        return fields?.find(({ field }) => field === name)?.label ?? (types ? name : '…');
      },
      /** Of a field that a step sets. */
      field: (field: string) =>
        known('flows.set', field) ??
        custom.find(({ key }) => field === `custom.${key}`)?.label ??
        field,
    };
  }, [known, locale, templates, agents, bots, teams, topicOf, facets, types]);
};

/** What words are made of. */
interface Parts {
  readonly t: Translate;
  readonly known: KnownWord;
  readonly names: ReturnType<typeof useNames>;
  /** The first line of a message, without its marks and with names for its variables. */
  readonly line: (text: string) => string;
  /** "09:05", "9:05 AM" */
  readonly clock: (time: { hour: number; minute: number }) => string;
}

/** "Change Order: State = sent" */
const entryWords = ({ t, names }: Parts, step: Extract<FlowStep, { kind: 'entry' }>): string => {
  const head = t(`flows.short.entry.${step.action}`, { type: names.entry(step.type) });
  if (!writesValues(step) || step.values.length === 0) return head;
  const values = step.values.map(
    ({ field, text }) => `${names.entryField(step.type, field)} = ${text || '–'}`
  );
  return t('flows.named', { head, words: cut(values.join(', ')) });
};

/** What a step says or does, on one line. */
const shortBy =
  (parts: Parts) =>
  (step: FlowStep): string => {
    const { t, names, line } = parts;
    switch (step.kind) {
      case 'media':
        return line(step.caption);
      case 'template':
        return names.template(step.templateId);
      case 'assign':
        if (step.teamId) return t('team.transfer.team', { name: names.team(step.teamId) });
        return step.assigneeId === null ? t('tasks.nobody') : names.agent(step.assigneeId);
      case 'tag':
        return [...step.add.map((tag) => `+${tag}`), ...step.remove.map((tag) => `−${tag}`)].join(
          ' '
        );
      case 'task':
        return cut(step.title);
      case 'wait':
        return waitWords(parts, step);
      case 'set':
        return step.values
          .map(({ field, text }) => `${names.field(field)} = ${text || '–'}`)
          .join(', ');
      case 'topic':
        return `${step.wanted ? '+' : '−'}${names.topic(step.topic)}`;
      case 'opt-in':
        return t(`flows.opt-in.${step.action}`);
      case 'http':
        return cut(`${step.method} ${step.url}`);
      case 'entry':
        return entryWords(parts, step);
      case 'start-flow':
        return names.bot(step.flowId);
      case 'handover':
        return step.teamId ? t('team.transfer.team', { name: names.team(step.teamId) }) : '';
      case 'branch':
      case 'close':
        return '';
      default:
        return line(step.text);
    }
  };

const exitWords = (t: Translate, step: FlowStep, exit: string): string => {
  if (exit === FAILED) return t('flows.exit.failed');
  if (exit === NOT_FOUND) return t('flows.exit.not-found');
  if (exit === ALREADY) return t('flows.exit.already');
  if (exit === TOO_LATE) return t('flows.exit.too-late');
  if (step.kind === 'choice') {
    const choice = step.choices.find(({ id }) => id === exit);
    if (choice) return choice.title;
  }
  if (step.kind === 'branch') {
    const at = step.cases.findIndex(({ id }) => id === exit);
    if (at >= 0) return step.cases[at]?.name || t('flows.exit.case', { number: at + 1 });
    return t('flows.exit.else');
  }
  if ('noAnswerAfter' in step) {
    if (exit === 'answered') return t('flows.exit.answered');
    return exit === 'no-answer'
      ? t('flows.exit.no-answer', { time: timeWords(t, step.noAnswerAfter) })
      : t('flows.exit.other', { count: step.tries });
  }
  if (step.kind === 'wait') {
    if (exit !== 'came') return t('flows.exit.over');
    return t(step.orEvent ? 'flows.exit.happened' : 'flows.exit.came');
  }
  return t('flows.exit.next');
};

const wordsBy = (parts: Parts) => {
  const { t, known, names } = parts;
  const short = shortBy(parts);
  const kind = (name: string): string => known('bots.step', name) ?? name;
  return {
    kind,
    short,
    /** Content types that are linked; null while that is not known. */
    types: names.types,
    exit: (step: FlowStep, exit: string) => exitWords(t, step, exit),
    time: (minutes: number) => timeWords(t, minutes),
    /** "4. Text: On its way" */
    step: (step: FlowStep, number: number): string => {
      const words = short(step);
      const head = t('bots.step-n', { number, kind: kind(step.kind) });
      return words === '' ? head : t('flows.named', { head, words });
    },
    problem: (
      { kind: what, field, names = [], exits = [field] }: FlowProblem & Partial<ListedProblem>,
      step: FlowStep | null
    ): string => {
      const ways =
        step !== null && what === NOTHING_AFTER
          ? exits.map((exit) => exitWords(t, step, exit))
          : [];
      if (ways.length > 1) {
        const quoted = ways.map((word) => t('bots.quoted', { word }));
        return t('flows.problem.exits-nowhere', { exits: quoted.join(', ') });
      }
      return (
        known('flows.problem', what, { exit: ways[0] ?? '', fields: names.join(', ') }) ??
        known('error', what) ??
        known('bots.reason', what) ??
        what
      );
    },
  };
};
export type FlowWords = ReturnType<typeof wordsBy>;

/** How the editor names steps, their ways out and what is wrong with them. The same object until a name changes. */
export const useFlowWords = (): FlowWords => {
  const t = useT();
  const known = useKnownWord();
  const names = useNames();
  const { timeOfDay } = useMoments();
  const readable = useReadable();
  return useMemo(() => {
    const clock: Parts['clock'] = (at) => timeOfDay(clockOf(at));
    const line: Parts['line'] = (text) => cut(plainLine(readable(firstLine(text))));
    return wordsBy({ t, known, names, line, clock });
  }, [t, known, names, readable, timeOfDay]);
};
