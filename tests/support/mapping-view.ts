import type { HostTypeView, MappingView } from '../../server/src/contracts/records';

/** A linked content type as the settings show it, with its fields as they were guessed. */
export const aMappingOf = (
  { uid, label, guess }: HostTypeView,
  change: Partial<MappingView> = {}
): MappingView => ({
  uid,
  label,
  role: label,
  fields: guess,
  country: null,
  shown: [],
  usable: [],
  writable: [],
  reach: [],
  reasons: {},
  marks: {},
  createContacts: true,
  overwrites: true,
  writesConsent: false,
  makesEntries: false,
  defaults: {},
  conversion: null,
  exists: true,
  linked: 0,
  people: 0,
  waiting: 0,
  moved: 0,
  carriedVersion: null,
  syncedAt: null,
  changedAt: 1,
  ...change,
});
