import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import { FAILED } from '../../../../../server/src/contracts/flow-parts';
import type { FlowStep } from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { useWhatsappListAgentsQuery } from '../../../api/conversations';
import { useWhatsappListTemplatesQuery } from '../../../api/templates';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT, type Translate } from '../../../shared/useT';

const SHOWN = 90;
const cut = (text: string): string => {
  const line = text.trim().split('\n')[0] ?? '';
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

const timeWords = (t: Translate, minutes: number): string => {
  const unit = unitOf(minutes);
  return t(`flows.time.${unit}`, { count: minutes / UNITS[unit] });
};

/** "09:05" */
export const clockOf = ({ hour, minute }: { hour: number; minute: number }): string =>
  [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');

const waitWords = (
  t: Translate,
  { until, orAnswer }: Extract<FlowStep, { kind: 'wait' }>
): string => {
  const time =
    until.kind === 'minutes'
      ? timeWords(t, until.minutes)
      : t('flows.short.hour', { time: clockOf(until) });
  return orAnswer ? t('flows.short.or-answer', { time }) : time;
};

/** Names of what steps name by id. */
const useNames = () => {
  const templates = useWhatsappListTemplatesQuery({ status: 'APPROVED' }).data?.templates;
  const agents = useWhatsappListAgentsQuery().data?.agents;
  const bots = useWhatsappListBotsQuery({}).data?.bots;
  const nameIn = (rows: readonly { id: number; name: string }[] | undefined, id: number): string =>
    rows?.find((row) => row.id === id)?.name ?? `#${id}`;
  return {
    template: (id: number) => nameIn(templates, id),
    agent: (id: number) => nameIn(agents, id),
    bot: (id: number) => nameIn(bots, id),
  };
};

/** What a step says or does, on one line. */
const useShort = () => {
  const t = useT();
  const names = useNames();
  return (step: FlowStep): string => {
    switch (step.kind) {
      case 'media':
        return cut(step.caption);
      case 'template':
        return names.template(step.templateId);
      case 'assign':
        return step.assigneeId === null ? t('tasks.nobody') : names.agent(step.assigneeId);
      case 'tag':
        return [...step.add.map((tag) => `+${tag}`), ...step.remove.map((tag) => `−${tag}`)].join(
          ' '
        );
      case 'task':
        return cut(step.title);
      case 'wait':
        return waitWords(t, step);
      case 'set':
        return step.values.map(({ field, text }) => `${field} = ${text || '–'}`).join(', ');
      case 'start-flow':
        return names.bot(step.flowId);
      case 'branch':
      case 'close':
      case 'handover':
        return '';
      default:
        return cut(step.text);
    }
  };
};

const exitWords = (t: Translate, step: FlowStep, exit: string): string => {
  if (exit === FAILED) return t('flows.exit.failed');
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
  if (step.kind === 'wait') return t(exit === 'came' ? 'flows.exit.came' : 'flows.exit.over');
  return t('flows.exit.next');
};

/** How the editor names steps, their ways out and what is wrong with them. */
export const useFlowWords = () => {
  const t = useT();
  const known = useKnownWord();
  const short = useShort();
  const kind = (name: string): string => known(`bots.step.${name}`) ?? name;
  return {
    kind,
    short,
    exit: (step: FlowStep, exit: string) => exitWords(t, step, exit),
    time: (minutes: number) => timeWords(t, minutes),
    /** "4. Text: On its way" */
    step: (step: FlowStep, number: number): string => {
      const words = short(step);
      const head = t('bots.step-n', { number, kind: kind(step.kind) });
      return words === '' ? head : t('flows.named', { head, words });
    },
    problem: ({ kind: what, field }: FlowProblem, step: FlowStep | null): string => {
      const way = step && what === 'nothing-after' ? exitWords(t, step, field) : '';
      return (
        known(`flows.problem.${what}`, { exit: way }) ??
        known(`error.${what}`) ??
        known(`bots.reason.${what}`) ??
        what
      );
    },
  };
};
export type FlowWords = ReturnType<typeof useFlowWords>;
