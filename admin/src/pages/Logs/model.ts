import type { ListLogsQuery, ListLogsResult } from '../../../../server/src/contracts/setup';

export type LogLine = ListLogsResult['logs'][number];
export type LogArea = NonNullable<ListLogsQuery['area']>;
export type LogLevel = NonNullable<ListLogsQuery['level']>;

export const areas: readonly LogArea[] = [
  'webhook',
  'message',
  'campaign',
  'account',
  'api',
  'engine',
];
export const levels: readonly LogLevel[] = ['error', 'warn', 'info'];

export interface LogFilter {
  readonly area: LogArea | null;
  readonly level: LogLevel | null;
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;

/** Filters live in the address, so that a view can be sent to a colleague; what is unknown is no filter. */
export const filterOf = (params: URLSearchParams): LogFilter => ({
  area: oneOf(areas, params.get('area')),
  level: oneOf(levels, params.get('level')),
});

export const paramsOf = ({ area, level }: LogFilter): Record<string, string> => ({
  ...(area ? { area } : {}),
  ...(level ? { level } : {}),
});

export const queryOf = (filter: LogFilter, cursor: string | undefined): ListLogsQuery => ({
  ...(filter.area ? { area: filter.area } : {}),
  ...(filter.level ? { level: filter.level } : {}),
  ...(cursor === undefined ? {} : { cursor }),
});

/** Details as people read JSON; null when there are none. */
export const jsonOf = (details: LogLine['details']): string | null =>
  details === null || Object.keys(details).length === 0 ? null : JSON.stringify(details, null, 2);
