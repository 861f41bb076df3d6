import { holdsVariable } from '../../contracts/open-variable';
import type { SlotBindings, TemplateSlot } from '../../contracts/templates';
import type { TemplateRow } from '../tables';
import { carriesCode } from './code';

export type SendableVerdict =
  | { ok: true; reason: null }
  | {
      ok: false;
      reason:
        | 'not-approved'
        | 'paused'
        | 'disabled'
        | 'missing'
        | 'unsupported-component'
        /** It carries a one-time code, which only another system has. */
        | 'api-only';
    };

/** Only an approved template whose every part we can fill may be sent (T-15, T-16, T-35). */
export const isSendable = (
  row: Pick<TemplateRow, 'status'>,
  unsupported: readonly string[] = []
): SendableVerdict => {
  if (row.status === 'PAUSED') return { ok: false, reason: 'paused' };
  if (row.status === 'DISABLED') return { ok: false, reason: 'disabled' };
  if (row.status === 'MISSING') return { ok: false, reason: 'missing' };
  if (row.status !== 'APPROVED') return { ok: false, reason: 'not-approved' };
  return unsupported.length > 0
    ? { ok: false, reason: 'unsupported-component' }
    : { ok: true, reason: null };
};

type Shape = { slots: readonly TemplateSlot[]; unsupported: readonly string[] };
type Row = Pick<TemplateRow, 'status' | 'category'>;

/** May chat, campaigns and bots send it? What carries a one-time code goes by the Content API alone. */
export const sendableByPeople = (row: Row, shape: Shape): SendableVerdict => {
  const verdict = isSendable(row, shape.unsupported);
  return verdict.ok && carriesCode(row, shape) ? { ok: false, reason: 'api-only' } : verdict;
};

/** As a message takes it (values.ts): a blank, or a variable that nobody filled in. */
const isNothing = (text: string): boolean => text.trim() === '' || holdsVariable(text);

/** Slots that have neither a typed value nor a source (a fixed text that is blank or `{{1}}` is none). */
export const missingSlots = (
  slots: readonly TemplateSlot[],
  bindings: SlotBindings,
  typed: Readonly<Record<string, string>> = {}
): string[] =>
  slots
    .map((slot) => slot.key)
    .filter((key) => {
      if (Object.hasOwn(typed, key) && (typed[key] ?? '').trim() !== '') return false;
      if (!Object.hasOwn(bindings, key)) return true;
      const binding = bindings[key];
      return (
        !binding ||
        (binding.source.kind === 'text' &&
          isNothing(binding.source.text) &&
          isNothing(binding.fallback ?? ''))
      );
    });

export type Readiness = SendableVerdict | { ok: false; reason: 'incomplete'; missing: string[] };

type NotSendable = Extract<Readiness, { ok: false }>['reason'];

const WHY: Readonly<Record<NotSendable, string>> = {
  'not-approved': 'This template cannot be sent now: WhatsApp has not approved it.',
  paused: 'This template cannot be sent now: WhatsApp paused it.',
  disabled: 'This template cannot be sent now: WhatsApp disabled it.',
  missing: 'This template cannot be sent now: WhatsApp no longer has it.',
  'unsupported-component':
    'This template cannot be sent: it contains a component that this plugin does not support.',
  'api-only':
    'This template cannot be sent from here: your systems send it through the Content API.',
  incomplete: 'This template cannot be sent now: a variable has neither a value nor a source.',
};

/** The reason in words, for a message that people and the logs of programs read; the details keep the code. */
export const whyNotSendable = (reason: NotSendable): string => WHY[reason];

/**
 * The one answer of chat, campaigns, bots and API to "may this template go out?": approved, every part known, and a
 * value or a source for each variable, file and address (T-32, T-35, T-36).
 */
export const readiness = (
  row: Row,
  shape: Shape,
  given: { bindings: SlotBindings; typed?: Readonly<Record<string, string>>; byApi?: boolean }
): Readiness => {
  const verdict = given.byApi ? isSendable(row, shape.unsupported) : sendableByPeople(row, shape);
  if (!verdict.ok) return verdict;
  const missing = missingSlots(shape.slots, given.bindings, given.typed);
  return missing.length > 0 ? { ok: false, reason: 'incomplete', missing } : verdict;
};
