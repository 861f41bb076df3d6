import { z } from 'zod';
import { asInstant } from '../../cloud-api/webhook-element';
import { qualityOf, reasonOf, statusAfterEvent, languageOf } from './status';
import type { Cause } from './history';
import type { TemplateRow } from '../tables';

const loose = z.union([z.string(), z.number()]).transform(String).nullish().catch(null);
const text = z.string().nullish().catch(null);

const valueShape = z.object({
  message_template_id: loose,
  message_template_name: text,
  message_template_language: text,
  event: text,
  reason: text,
  rejection_info: z.object({ reason: text, recommendation: text }).nullish().catch(null),
  new_quality_score: text,
  new_category: text,
  previous_category: text,
  correct_category: text,
  category_update_timestamp: z.union([z.string(), z.number()]).nullish().catch(null),
});

/** Which template a change is about, and what it changes. */
export interface TemplateChange {
  metaId: string | null;
  name: string | null;
  language: string | null;
  columns: Partial<TemplateRow>;
  /** The components changed at Meta and are not in the change: read the template again. */
  reread: boolean;
  /** Plain words for the log. */
  text: string | null;
  /** Why, as Meta says it. */
  reason: string | null;
  /** What Meta says without changing anything of it. */
  said: NonNullable<Cause['said']> | null;
  /** When a done change of the category took effect; absent where Meta does not say. */
  effectiveAt?: number;
}

/** Reads a template change of a webhook; null when it names no template. Never throws. */
export const readTemplateChange = (kind: string, value: unknown): TemplateChange | null => {
  const parsed = valueShape.safeParse(value);
  if (!parsed.success) return null;
  const v = parsed.data;
  const metaId = v.message_template_id ?? null;
  const name = v.message_template_name ?? null;
  if (!metaId && !name) return null;
  const language = v.message_template_language ? languageOf(v.message_template_language) : null;
  return { metaId, name, language, ...effectOf(kind, v) };
};

type Value = z.infer<typeof valueShape>;
type Effect = Omit<TemplateChange, 'metaId' | 'name' | 'language'>;

const NOTHING: Effect = { columns: {}, reread: false, text: null, reason: null, said: null };

const effectOf = (kind: string, v: Value): Effect => {
  if (kind === 'template-quality') {
    const quality = qualityOf(v.new_quality_score);
    return { ...NOTHING, columns: { quality }, text: `quality is ${quality}` };
  }
  if (kind === 'template-category') return categoryEffect(v);
  if (kind === 'template-components') return { ...NOTHING, reread: true, text: 'changed at Meta' };
  return kind === 'template-status' ? statusEffect(v) : NOTHING;
};

const statusEffect = (v: Value): Effect => {
  const event = v.event?.toUpperCase();
  if (!event) return NOTHING;
  const status = statusAfterEvent(event);
  const said = [v.rejection_info?.reason, v.rejection_info?.recommendation]
    .filter(Boolean)
    .join(' ');
  const why = [reasonOf(v.reason), said].filter(Boolean).join(': ') || null;
  return {
    ...NOTHING,
    columns: status
      ? { status, statusText: event, rejectedReason: status === 'REJECTED' ? why : null }
      : {},
    text: [event, why].filter(Boolean).join(' '),
    reason: why,
    said: status ? null : { kind: 'notice', to: event.slice(0, 40) },
  };
};

/** Meta announces a coming category a day ahead (`correct_category`); only a done change moves ours (T-20). */
const categoryEffect = (v: Value): Effect => {
  const { new_category: next, previous_category: previous, correct_category: coming } = v;
  const at = asInstant(v.category_update_timestamp);
  const effective = at === null ? {} : { effectiveAt: at };
  if (coming && !previous) {
    return {
      ...NOTHING,
      text: `Meta will change the category to ${coming}`,
      said: { kind: 'category-coming', to: coming.slice(0, 24), ...effective },
    };
  }
  if (!next) return NOTHING;
  return {
    ...NOTHING,
    columns: {
      category: next.slice(0, 24),
      ...(previous ? { previousCategory: previous.slice(0, 24) } : {}),
    },
    text: `category changed from ${previous ?? '?'} to ${next}`,
    ...effective,
  };
};
