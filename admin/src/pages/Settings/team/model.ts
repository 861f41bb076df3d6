import type {
  BusinessHours,
  DeskBody,
  DeskView,
  OpenSpan,
  TeamBody,
  TeamView,
} from '../../../../../server/src/contracts/team';

export type DeskForm = Required<DeskBody>;

export const formOf = ({ teamId, whenReopened, hours, away, greeting }: DeskView): DeskForm => ({
  teamId,
  whenReopened,
  hours,
  away,
  greeting,
});

const WORKDAY: OpenSpan = { from: '09:00', to: '18:00' };

/** Monday to Friday from nine to six, until somebody says otherwise. */
export const firstHours = (zone: string): BusinessHours => ({
  zone,
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [WORKDAY] : [])),
  holidays: [],
});

const TIME = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i;

/** Turns a typed time into `HH:MM`: `8.30`, `830` and `8:30 am` become `08:30`. Any other text is returned unchanged. */
export const timeTyped = (text: string): string => {
  const [, hours = '', minutes = '00', half] = TIME.exec(text.trim()) ?? [];
  if (hours === '' || (half && (Number(hours) < 1 || Number(hours) > 12))) return text;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  return `${String(hour).padStart(2, '0')}:${minutes}`;
};

/** After the last time of the day, or the usual one. */
export const nextSpan = (spans: readonly OpenSpan[]): OpenSpan => {
  const last = spans.at(-1);
  return last && last.to < '24:00' ? { from: last.to, to: '24:00' } : WORKDAY;
};

export const emptyTeam: Required<TeamBody> = {
  name: '',
  memberIds: [],
  method: 'round-robin',
  who: 'on-duty',
  maxLoad: null,
  fallbackId: null,
};

export const teamFormOf = (team: TeamView): Required<TeamBody> => ({
  name: team.name,
  memberIds: team.members.map(({ id }) => id),
  method: team.method,
  who: team.who,
  maxLoad: team.maxLoad,
  fallbackId: team.fallback?.id ?? null,
});

/** In or out; anyone who comes in is last in the order of turns. */
export const toggled = (ids: readonly number[], id: number): number[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

/** A member one place earlier in the order of turns. */
export const earlier = (ids: readonly number[], id: number): number[] => {
  const at = ids.indexOf(id);
  if (at < 1) return [...ids];
  const next = [...ids];
  next.splice(at, 1);
  next.splice(at - 1, 0, id);
  return next;
};
