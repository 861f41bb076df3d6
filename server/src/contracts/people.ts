import { z } from 'zod';
import { peopleChoice, peopleFilter } from './audience';
import { cursor, id, instant } from './common';
import { customField, customFieldKind, tagView } from './contacts';

/** POST /people/search: a page of the people of a filter, newest first. Answers `listContactsResult`. */
export const searchPeopleBody = z.object({
  filter: peopleFilter.default({}),
  cursor: cursor.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type SearchPeopleBody = z.input<typeof searchPeopleBody>;

/** POST /people/count. Answers `countContactsResult`. */
export const choiceBody = z.object({ choice: peopleChoice });

const value = z.object({ value: z.string(), people: z.number().int() });
/** A field of linked records that filters may ask about; `moment` = day and time, asked by day. */
const linkedField = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum([...customFieldKind.options, 'moment']),
  choices: z.array(z.string()),
  /** Sensitive, and not allowed for segments and filters. */
  locked: z.boolean(),
});
export type LinkedField = z.infer<typeof linkedField>;
/** GET /people/facets: what the chips of the filter offer. Numbers of people may be a minute old. */
export const facetsResult = z.object({
  tags: z.array(tagView),
  languages: z.array(value),
  countries: z.array(value),
  towns: z.array(value),
  sources: z.array(value),
  origins: z.array(value),
  /** How many people have which problem (P-22); those that nobody has are left out. */
  quality: z.array(value),
  /** Team members who look after somebody or have a conversation. */
  team: z.array(z.object({ id, name: z.string() })),
  fields: z.array(customField),
  /** Linked content types by the team's word for their entries, with the fields that filters may use. */
  linked: z.array(z.object({ type: z.string(), label: z.string(), fields: z.array(linkedField) })),
  /** Tracked links, archived ones too: they were clicked. */
  links: z.array(z.object({ id, name: z.string() })),
});
export type Facets = z.infer<typeof facetsResult>;

/** Done at once (`changed`), or many people: goes on as an operation. */
export const deedResult = z.object({
  changed: z.number().int(),
  operationId: id.nullable(),
});
export type DeedResult = z.infer<typeof deedResult>;

const tagNames = z.array(z.string().trim().min(1).max(60)).max(20).default([]);
/** POST /people/tags */
export const tagPeopleBody = choiceBody
  .extend({ add: tagNames, remove: tagNames })
  .refine((body) => body.add.length + body.remove.length > 0, {
    path: ['add'],
    message: 'Choose a tag.',
  });
export type TagPeopleBody = z.input<typeof tagPeopleBody>;
/** POST /people/group */
export const groupPeopleBody = choiceBody.extend({
  groupId: id,
  action: z.enum(['add', 'remove']),
});
export type GroupPeopleBody = z.infer<typeof groupPeopleBody>;
/** POST /people/owner; null = nobody. */
export const ownPeopleBody = choiceBody.extend({ ownerId: id.nullable() });
export type OwnPeopleBody = z.infer<typeof ownPeopleBody>;
/** POST /people/delete: `expected` is the number on the button; more people than that are not deleted. */
export const deletePeopleBody = choiceBody.extend({ expected: z.number().int().min(1) });
export type DeletePeopleBody = z.infer<typeof deletePeopleBody>;

/** A saved filter (M-25). */
export const savedView = z.object({
  id,
  name: z.string(),
  filter: peopleFilter,
  createdAt: instant,
});
export type SavedView = z.infer<typeof savedView>;
export const listViewsResult = z.object({ views: z.array(savedView) });
/** POST /people/views, PUT /people/views/:id */
export const viewBody = z.object({
  name: z.string().trim().min(1).max(80),
  filter: peopleFilter,
});
export type ViewBody = z.infer<typeof viewBody>;
