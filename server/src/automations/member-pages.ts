import type { Core } from '@strapi/strapi';
import { audienceService, type ResolvedChoice } from '../audience/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { compareMembers, type IdPage, type News } from './domain/members';
import { addMembers, dropMembers, isSameLook, membersIn } from './member-store';
import type { SegmentLookRow } from './tables';

/** People of one page, of the segment and of those who were in it. */
const PAGE = 1_000;
/** News acted upon together: enough to see a flood before anything of it begins. */
const AT_ONCE = 300;
/** Changes of entries and moments that have come wait no longer for their turn. */
const TURN_MS = 1_000;

/** What one turn of a look has found. */
interface Found {
  /** Those whose difference is news, in order of their ids. */
  people: number[];
  /** Of all differences how many entered, and left. */
  entered: number;
  left: number;
  /** The look has come up to this contact. */
  upTo: number;
  isOver: boolean;
}

/** Compares people of a segment with those who were in it, by pages of contact ids: 1,000,000 of them keep nobody waiting. */
export const createMemberPages = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const { draining } = runtimeService(strapi);
  const audience = () => audienceService(strapi);

  const differences = async (look: SegmentLookRow, choice: ResolvedChoice, page: IdPage) => {
    // Members come first: two people who become one between the statements are found as members, and nobody enters by that.
    const remembered = await membersIn(db.knex, look.automationId, page);
    return compareMembers(await audience().pieceOf(choice, page), remembered, page);
  };

  /** Differences that are no news. */
  const remember = async (
    look: SegmentLookRow,
    { entered, left }: Record<News, number[]>
  ): Promise<void> => {
    if (entered.length + left.length === 0) return;
    const { automationId } = look;
    await db.tx(async (trx) => {
      if (!(await isSameLook(trx, look))) return;
      await addMembers(db, trx, { automationId, contactIds: entered });
      await dropMembers(trx, { automationId, contactIds: left });
    });
  };

  /** Goes on with a look until there is enough to act upon, its turn is over, or everybody has been looked at. */
  return async (
    look: SegmentLookRow,
    { choice, news }: { choice: ResolvedChoice; news: News | null }
  ): Promise<Found> => {
    const endAt = clock.monotonic() + TURN_MS;
    const found: Found = {
      people: [],
      entered: 0,
      left: 0,
      upTo: look.peopleCursor,
      isOver: false,
    };
    for await (const range of audience().idRanges({ after: look.peopleCursor })) {
      while (found.upTo < range.upTo) {
        if (draining.aborted || found.people.length >= AT_ONCE || clock.monotonic() > endAt)
          return found;
        const page = { after: found.upTo, upTo: range.upTo, limit: PAGE };
        const { entered, left, upTo } = await differences(look, choice, page);
        await remember(look, {
          entered: news === 'entered' ? [] : entered,
          left: news === 'left' ? [] : left,
        });
        found.people.push(...(news ? { entered, left }[news] : []));
        found.entered += entered.length;
        found.left += left.length;
        found.upTo = upTo;
      }
    }
    return { ...found, isOver: true };
  };
};
