import type { ContactRow } from '../contacts/public';
import type { Sql } from '../strapi/db';
import { lastSaid, ofThemselves } from './domain/ledger';
import { isOf } from './domain/merged';
import type { ConsentCategory } from './public';
import { linesOfMany } from './store';
import type { ConsentEventRow } from './tables';

/** When and where somebody agreed or refused, as their state is now. */
export interface Saying {
  /** Epoch milliseconds: the day that was named. */
  at: number;
  /** Empty: it was refused before the person was deleted and came back, and nobody knows where. */
  source: string;
}
/** Null: nothing is known of the category, or the ledger does not say. */
export type ConsentSaying = Record<ConsentCategory, Saying | null>;

const sayingIn = (
  person: ContactRow,
  category: ConsentCategory,
  lines: readonly ConsentEventRow[]
): Saying | null => {
  const state = person[category];
  if (state === 'none') return null;
  const action = state === 'in' ? 'opt-in' : 'opt-out';
  const said = ofThemselves(lines.filter(isOf(category)));
  const line = lastSaid(said.filter((one) => one.action === action));
  if (line) return { at: line.toldAt ?? line.at, source: line.source };
  const before = person[`${category}RefusedAt` as const];
  return state === 'out' && before !== null ? { at: before, source: '' } : null;
};

/** What the ledgers of these people say of the states that they have now; for exports, a piece at a time. */
export const sayingOf = async (
  sql: Sql,
  people: readonly ContactRow[]
): Promise<Map<number, ConsentSaying>> => {
  const known = people.filter(
    ({ marketing, utility }) => marketing !== 'none' || utility !== 'none'
  );
  const ledgers = await linesOfMany(
    sql,
    known.map(({ id }) => id)
  );
  return new Map(
    known.map((person) => {
      const lines = ledgers.get(person.id) ?? [];
      const of = (category: ConsentCategory) => sayingIn(person, category, lines);
      return [person.id, { marketing: of('marketing'), utility: of('utility') }];
    })
  );
};
