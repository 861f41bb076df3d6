import type { Knex } from 'knex';
import { contactTable, type ContactRow } from '../contacts/public';
import type { MessageBody } from '../contracts/conversations';
import { withoutNul } from '../kernel/json';
import { agreedSql } from './domain/data';

type Place = NonNullable<MessageBody['location']>;

const isOnEarth = ({ latitude, longitude }: Place): boolean =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;

/** Columns of somebody whose position is not known (any more). */
export const NO_POSITION = {
  position_at: null,
  position_lat: null,
  position_lng: null,
  position_name: null,
} as const;

/**
 * Keeps where the person was when they shared it (C-31), only of people who agree to `position` at this moment; an older
 * place never replaces a newer one. One statement decides, so that a withdrawal next to it leaves nothing behind. True
 * when it was kept.
 */
export const keepPosition = async (
  trx: Knex.Transaction,
  contactId: number,
  { place, at }: { place: Place; at: number }
): Promise<boolean> => {
  if (!isOnEarth(place)) return false;
  const words = [place.name, place.address].filter(Boolean).join(', ');
  const kept = await trx(`${contactTable.table} as c`)
    .where('c.id', contactId)
    .whereRaw(agreedSql('position'))
    .where((q) => void q.whereNull('c.position_at').orWhere('c.position_at', '<=', at))
    .update({
      position_at: at,
      position_lat: place.latitude,
      position_lng: place.longitude,
      position_name: withoutNul(words).slice(0, 200) || null,
    });
  return kept > 0;
};

type PositionColumns = Pick<
  ContactRow,
  'positionAt' | 'positionLat' | 'positionLng' | 'positionName'
>;

/** The position as pages and papers show it; null when none is kept. */
export const positionOf = ({
  positionAt: at,
  positionLat: latitude,
  positionLng: longitude,
  positionName: name,
}: PositionColumns) =>
  at === null || latitude === null || longitude === null ? null : { latitude, longitude, name, at };
