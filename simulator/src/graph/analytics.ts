import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { costOf } from '../traffic/pricing';
import type { Waba } from '../world/accounts';
import type { LedgerEntry } from '../world/ledger';
import type { TemplateRecord } from '../world/templates';
import { arrived, cents, DAY_S, groupBy, seconds, wabaEntries, type Span } from './analytics-data';
import { listOf, ok, type GraphCall, type GraphReply } from './call';
import { invalid, isRefusal, refuse, required, type Refusal } from './refusal';

const LOOK_BACK_S = 90 * DAY_S;
const METRICS = ['cost', 'clicked', 'delivered', 'read', 'sent'];
const MOST_TEMPLATES = 10;

/** `start` and `end` in unix seconds, cut to whole days. */
const spanOf = (query: URLSearchParams, now: number): Span | Refusal => {
  for (const key of ['start', 'end']) if (!query.get(key)) return required(key);
  const start = Number(query.get('start'));
  const end = Number(query.get('end'));
  if (!Number.isInteger(start) || !Number.isInteger(end) || end <= start)
    return invalid('Param end must be a unix timestamp later than start.');
  return now - start > LOOK_BACK_S + DAY_S
    ? invalid('Param start must be within the last 90 days.')
    : { start: start - (start % DAY_S), end };
};

const dayOf = (entry: LedgerEntry): number => {
  const at = seconds(entry.acceptedAt);
  return at - (at % DAY_S);
};

const clicksOf = (sim: Sim, entries: readonly LedgerEntry[]): JsonObject[] => {
  const wamids = new Set(entries.map((entry) => entry.wamid));
  const clicks = sim.clicks.filter((click) => wamids.has(click.wamid));
  return [...groupBy(clicks, (click) => `${click.kind}|${click.label}`).values()].map((group) => ({
    type: group[0]?.kind,
    button_content: group[0]?.label,
    count: group.length,
  }));
};

const costsOf = (entries: readonly LedgerEntry[]): JsonObject[] => {
  const spent = entries.reduce((sum, entry) => sum + costOf(entry), 0);
  const delivered = entries.filter(arrived).length;
  return [
    { type: 'amount_spent', value: cents(spent) },
    ...(delivered > 0 ? [{ type: 'cost_per_delivered', value: cents(spent / delivered) }] : []),
  ];
};

const pointOf = (
  sim: Sim,
  group: { templateId: string; day: number; entries: readonly LedgerEntry[] },
  metrics: readonly string[]
): JsonObject => {
  const { entries } = group;
  const clicked = clicksOf(sim, entries);
  const all: JsonObject = {
    sent: entries.filter((entry) => entry.sentAt > 0).length,
    delivered: entries.filter(arrived).length,
    read: entries.filter((entry) => entry.readAt > 0).length,
    ...(clicked.length > 0 ? { clicked } : {}),
    cost: costsOf(entries),
  };
  return {
    template_id: group.templateId,
    start: group.day,
    end: group.day + DAY_S,
    ...Object.fromEntries(Object.entries(all).filter(([key]) => metrics.includes(key))),
  };
};

const insightsRefusal = (waba: Waba): Refusal | null => (waba.insights ? null : refuse(200007));

const questionOf = (call: GraphCall): { ids: string[]; metrics: string[] } | Refusal => {
  const { query } = call;
  if ((query.get('granularity') ?? '').toLowerCase() !== 'daily')
    return invalid('Param granularity must be one of {DAILY}.');
  const metrics = listOf(query.get('metric_types')).map((metric) => metric.toLowerCase());
  const foreign = metrics.find((metric) => !METRICS.includes(metric));
  if (foreign) return invalid(`Param metric_types must be among {${METRICS.join(', ')}}.`);
  const ids = listOf(query.get('template_ids'));
  if (ids.length === 0) return required('template_ids');
  return ids.length > MOST_TEMPLATES
    ? invalid(`Param template_ids must have at most ${MOST_TEMPLATES} ids.`)
    : { ids, metrics: metrics.length > 0 ? metrics : METRICS };
};

/** `GET /{WABA}/template_analytics`: computed from the ledger, day by day. */
export const templateAnalytics = (sim: Sim, waba: Waba, call: GraphCall): GraphReply | Refusal => {
  const closed = insightsRefusal(waba);
  if (closed) return closed;
  const span = spanOf(call.query, seconds(sim.clock.now()));
  if (isRefusal(span)) return span;
  const question = questionOf(call);
  if (isRefusal(question)) return question;
  const templates = question.ids.map((id) => sim.templates.get(id));
  const unknown = question.ids.find((_, index) => templates[index]?.wabaId !== waba.id);
  if (unknown !== undefined)
    return invalid(`Param template_ids: ${unknown} is not a template of this account.`);
  const idOf = new Map(
    templates
      .filter((template): template is TemplateRecord => template !== undefined)
      .map((template) => [`${template.name}|${template.language}`, template.id])
  );
  const entries = wabaEntries(sim, waba.id, span).filter((entry) =>
    idOf.has(`${entry.template}|${entry.language}`)
  );
  const groups = groupBy(entries, (e) => `${dayOf(e)}|${e.template}|${e.language}`);
  const points = [...groups.values()].map((group) => {
    const first = group[0] as LedgerEntry;
    const templateId = idOf.get(`${first.template}|${first.language}`) ?? '';
    return pointOf(sim, { templateId, day: dayOf(first), entries: group }, question.metrics);
  });
  return ok({
    data: [{ granularity: 'DAILY', product_type: 'cloud_api', data_points: points }],
    paging: { cursors: { before: 'MAZDZD', after: 'MAZDZD' } },
  });
};

const WINDOWS_DAYS = [7, 30, 60, 90];

/** `GET /{TEMPLATE_ID}/compare`: block rate, sends and top reason of two templates. */
export const compareTemplates = (
  sim: Sim,
  template: TemplateRecord,
  call: GraphCall
): GraphReply | Refusal => {
  const ids = listOf(call.query.get('template_ids'));
  const other = sim.templates.get(ids[0] ?? '');
  if (ids.length !== 1 || other?.wabaId !== template.wabaId)
    return invalid('Param template_ids must be one template of the same account.');
  const start = Number(call.query.get('start') ?? NaN);
  const end = Number(call.query.get('end') ?? NaN);
  if (!WINDOWS_DAYS.includes(Math.round((end - start) / DAY_S)))
    return invalid(`The time from start to end must be ${WINDOWS_DAYS.join(', ')} days.`);
  const entries = wabaEntries(sim, template.wabaId, { start, end });
  const rows = [template, other].map((record) => {
    const own = entries.filter((e) => e.template === record.name && e.language === record.language);
    const blocks = sim.feedback.tally(`t${record.id}`, sim.clock.now()).blocked;
    return { id: record.id, sends: own.length, rate: own.length > 0 ? blocks / own.length : 0 };
  });
  if (rows.some((row) => row.sends < 1000))
    return refuse(200005, 'Both templates must have been sent at least 1,000 times in this time.');
  const ranked = [...rows].sort((a, b) => b.rate - a.rate).map((row) => row.id);
  return ok({
    data: [
      { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: ranked },
      {
        metric: 'MESSAGE_SENDS',
        type: 'NUMBER_VALUES',
        number_values: rows.map((row) => ({ key: row.id, value: row.sends })),
      },
      {
        metric: 'TOP_BLOCK_REASON',
        type: 'STRING_VALUES',
        string_values: rows.map((row) => ({ key: row.id, value: 'UNKNOWN_BLOCK_REASON' })),
      },
    ],
  });
};

/** `POST /{WABA}?is_enabled_for_insights=true`: once, for good. */
export const enableInsights = (waba: Waba, value: string | undefined): Refusal | null => {
  if (value === undefined) return null;
  if (value === 'true') {
    waba.insights = true;
    return null;
  }
  return value === 'false'
    ? refuse(200006)
    : invalid('Param is_enabled_for_insights must be true.');
};
