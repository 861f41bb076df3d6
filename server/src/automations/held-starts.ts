import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import type { SkipReason } from '../contracts/automations';
import type { Dues } from './dues';
import type { Plan } from './plans';
import { segmentOf } from './segment-people';
import type { StartRow } from './tables';

/** Asks once more about starts that waited for an answer: a date may have moved meanwhile, a person may have left the segment. */
export const createHeldStarts = (strapi: Core.Strapi, dues: Dues) => {
  const isInSegment = async (segmentId: number, contactId: number): Promise<boolean> => {
    const { choice } = await segmentOf(strapi, segmentId);
    const only = { after: contactId - 1, upTo: contactId, limit: 1 };
    return (await audienceService(strapi).pieceOf(choice, only)).length > 0;
  };

  /** Why such a start no longer begins; null: it is meant as before. */
  return async (plan: Plan, row: StartRow): Promise<SkipReason | null> => {
    const { trigger } = plan;
    if (!('segmentId' in trigger)) return (await dues.isMeant(plan, row)) ? null : 'stale';
    if (row.contactId === null) return null;
    const isIn = await isInSegment(trigger.segmentId, row.contactId);
    const isWanted = trigger.kind === 'clock' || trigger.way === 'enters';
    return isIn === isWanted ? null : 'conditions';
  };
};
