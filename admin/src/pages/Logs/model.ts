import {
  logArea,
  type ListLogsQuery,
  type LogArea,
  type LogLevel,
  type LogView,
} from '../../../../server/src/contracts/logs';
import { ruleLocale } from '../../shared/ruleLocale';

export type LogLine = LogView;
export type { LogArea, LogLevel };

export const areas: readonly LogArea[] = logArea.options;
export const levels: readonly LogLevel[] = ['error', 'warn', 'info'];

const HOUR = 3_600_000;
/** Spans that people choose from; in hours. */
export const spans = { hour: 1, day: 24, week: 168, month: 720 } as const;
export type Span = keyof typeof spans;
export const spanNames = Object.keys(spans) as Span[];

export interface LogFilter {
  readonly area: LogArea | null;
  readonly level: LogLevel | null;
  readonly contact: number | null;
  readonly campaign: number | null;
  readonly bot: number | null;
  readonly span: Span | null;
  readonly q: string;
}
export const noFilter: LogFilter = {
  area: null,
  level: null,
  contact: null,
  campaign: null,
  bot: null,
  span: null,
  q: '',
};

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;
const idOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

/** Filters live in the address, so that a view can be sent to a colleague; what is unknown is no filter. */
export const filterOf = (params: URLSearchParams): LogFilter => ({
  area: oneOf(areas, params.get('area')),
  level: oneOf(levels, params.get('level')),
  contact: idOf(params.get('contact')),
  campaign: idOf(params.get('campaign')),
  bot: idOf(params.get('bot')),
  span: oneOf(spanNames, params.get('span')),
  q: (params.get('q') ?? '').slice(0, 100),
});

export const paramsOf = (filter: LogFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]: [string, string | number | null]) =>
      value === null || value === '' ? [] : [[name, String(value)]]
    )
  );

export const isFiltered = (filter: LogFilter): boolean => Object.keys(paramsOf(filter)).length > 0;

/** Spans begin at a whole minute: the same question is asked again only when the minute is over. */
const beginOf = (span: Span, now: number): number =>
  Math.floor((now - spans[span] * HOUR) / 60_000) * 60_000;

/** The filter as the server is asked. `now` decides where a span begins. */
export const queryOf = (
  filter: LogFilter,
  { cursor, now }: { cursor: string | undefined; now: number }
): ListLogsQuery => ({
  ...(filter.area ? { area: filter.area } : {}),
  ...(filter.level ? { level: filter.level } : {}),
  ...(filter.contact ? { contactId: filter.contact } : {}),
  ...(filter.campaign ? { campaignId: filter.campaign } : {}),
  ...(filter.bot ? { botId: filter.bot } : {}),
  ...(filter.span ? { from: beginOf(filter.span, now) } : {}),
  ...(filter.q ? { q: filter.q } : {}),
  ...(cursor === undefined ? {} : { cursor }),
});

/** Details as people read JSON; null when there are none. */
export const jsonOf = (details: LogLine['details']): string | null =>
  details === null || Object.keys(details).length === 0 ? null : JSON.stringify(details, null, 2);

/** Lines of the first page above those on screen; all of them when none of those is there any more. */
export const newerThan = (lines: readonly LogLine[], shown: readonly LogLine[]): number => {
  const known = new Set(shown.map(({ source, id }) => `${source} ${id}`));
  const at = lines.findIndex(({ source, id }) => known.has(`${source} ${id}`));
  return at < 0 ? lines.length : at;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What a failure's line says about its error, in the viewer's language; null for other lines. */
export const adviceOf = (
  details: LogLine['details'],
  locale: string
): { title: string; advice: string } | null => {
  const words = isRecord(details?.words) ? details.words : {};
  const own = words[ruleLocale(locale)];
  if (!isRecord(own) || typeof own.title !== 'string') return null;
  return { title: own.title, advice: typeof own.advice === 'string' ? own.advice : '' };
};

/** ICU's `select` knows no empty choice. */
const NOTHING = 'none';

/**
 * What a sentence may name: the line's facts, those that are not known as `none`. A word of ours comes also as
 * `<name>Key`, without the hyphens that a `select` does not take.
 */
export const sentenceValues = (
  details: LogLine['details'],
  locale: string
): Record<string, string | number> => {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details ?? {})) {
    if (value === null || value === '') values[name] = NOTHING;
    else if (typeof value === 'number') values[name] = value;
    else if (typeof value === 'string') {
      values[name] = value;
      if (/^[a-z-]+$/.test(value)) values[`${name}Key`] = value.replaceAll('-', '_');
    }
  }
  const words = adviceOf(details, locale);
  return { ...values, ...(words ? { title: words.title } : {}) };
};

export interface LoggedStep {
  readonly step: number;
  readonly kind: string;
  readonly ok: boolean;
  readonly reason: string | null;
  readonly subject: string | null;
}
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The steps of a bot's interaction, as its line keeps them (L-03); none for other lines. */
export const stepsOf = (details: LogLine['details']): LoggedStep[] =>
  Array.isArray(details?.steps)
    ? details.steps.filter(isRecord).flatMap((one, i): LoggedStep[] => {
        const kind = textOf(one.kind);
        if (kind === null) return [];
        return [
          {
            step: typeof one.step === 'number' ? one.step : i + 1,
            kind,
            ok: one.ok !== false,
            reason: textOf(one.reason),
            subject: textOf(one.subject),
          },
        ];
      })
    : [];
