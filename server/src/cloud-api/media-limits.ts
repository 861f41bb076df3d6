import type { LocationData, MediaRef } from './message-types';
import { checkLength, checkUrl, type Problem } from './problem';

/** A file is named by exactly one of id and link. */
export const checkMedia = (field: string, media: MediaRef): Problem[] => {
  const { id, link } = media as { id?: string; link?: string };
  if (id !== undefined && link !== undefined) {
    return [{ field, kind: 'both-given', message: `${field} needs either id or link` }];
  }
  if (id !== undefined) {
    return /^\d{1,64}$/.test(id)
      ? []
      : [
          {
            field: `${field}.id`,
            kind: 'bad-format',
            message: `${field}.id must be a media id of Meta (digits)`,
          },
        ];
  }
  if (link === undefined)
    return [{ field, kind: 'missing', message: `${field} needs an id or a link` }];
  return checkUrl(`${field}.link`, link);
};

/** Coordinates in range; an address is shown only beside a name. */
export const checkLocation = (field: string, place: LocationData): Problem[] => [
  ...checkDegrees(`${field}.latitude`, place.latitude, 90),
  ...checkDegrees(`${field}.longitude`, place.longitude, 180),
  ...checkLength(`${field}.name`, place.name, { max: 1000 }),
  ...checkLength(`${field}.address`, place.address, { max: 1000 }),
];

const checkDegrees = (field: string, value: number | string, max: number): Problem[] => {
  const degrees = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(degrees) && Math.abs(degrees) <= max
    ? []
    : [
        {
          field,
          kind: 'out-of-range',
          limit: max,
          message: `${field} must lie between -${max} and ${max}`,
        },
      ];
};
