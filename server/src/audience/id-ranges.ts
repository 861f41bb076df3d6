import { contactTable } from '../contacts/public';
import type { Clock } from '../kernel/clock';
import { turnOfTheLoop } from '../kernel/turn';
import type { Db, Sql } from '../strapi/db';
import { FIRST_PIECE, nextPiece, type Piece } from './domain/pieces';

/** Ids above `after` up to and including `upTo`. */
export interface IdRange {
  after: number;
  upTo: number;
}

/**
 * Ranges of contact ids that together hold everybody, one for each statement; `down` begins with the newest, else
 * `after` leaves out ids up to it. On SQLite, whose driver runs in this process, there are several, and between two of them
 * others get their turn; a server has one.
 */
export async function* idRanges(
  { db, clock }: { db: Db; clock: Clock },
  sql: Sql,
  { down = false, after = 0 }: { down?: boolean; after?: number } = {}
): AsyncGenerator<IdRange> {
  const [top] = await sql(contactTable.table).max<{ id: unknown }[]>({ id: 'id' });
  const last = Number(top?.id ?? 0);
  let before: Piece | null = null;
  let size = db.dialect === 'sqlite' ? FIRST_PIECE : Math.max(1, last);
  for (let done = after; done < last;) {
    const began = clock.monotonic();
    yield down
      ? { after: Math.max(0, last - done - size), upTo: last - done }
      : { after: done, upTo: done + size };
    done += size;
    const piece: Piece = { size, tookMs: clock.monotonic() - began };
    size = nextPiece(piece, before);
    before = piece;
    await turnOfTheLoop();
  }
}
