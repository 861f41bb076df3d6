import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { contactsService, readingOf } from '../contacts/public';
import type { PeopleChoice } from '../contracts/audience';
import type { ListContactsResult } from '../contracts/contacts';
import {
  choiceBody,
  deletePeopleBody,
  groupPeopleBody,
  ownPeopleBody,
  searchPeopleBody,
  tagPeopleBody,
  viewBody,
  type ViewBody,
} from '../contracts/people';
import { groupsService } from '../groups/public';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { DomainError } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { adminsByIds } from '../strapi/admin-users';
import { adminUser, answerCsv, body, handle, may, pathId, readerLanguage } from '../strapi/http';
import { createDeeds, type Deed } from './deeds';
import { exportPeople } from './export';
import { createFacets } from './facets';
import { audienceService } from './public';
import { actions } from '../contracts/permissions';
import { createViews } from './views';

const invalid = (field: string, remedy: string): DomainError =>
  new DomainError('invalid', notValid(field), { field, remedy });

const moved = (count: number): DomainError =>
  new DomainError('number-moved', `these are ${count} people now`, {
    status: 409,
    field: 'expected',
    remedy: 'Look at the number again.',
    count,
  });

/** People by filter, what is done to many of them, and saved filters: the Contacts page. */
export const createAudienceController = ({ strapi }: { strapi: Core.Strapi }) => {
  const audience = () => audienceService(strapi);
  const people = () => contactsService(strapi);
  const facets = createFacets(strapi, () => audience().linkedTypes());
  const views = createViews(strapi);
  const keeperOf = (ctx: Context) => ({
    userId: adminUser(ctx).id,
    mayConfigure: may(ctx, actions.settingsConfigure),
  });
  const deeds = createDeeds(strapi);
  const act = (ctx: Context, ask: { choice: PeopleChoice; deed: Deed; title: string }) => {
    const { id, name } = adminUser(ctx);
    return deeds(ask, { id, name });
  };

  /** A saved filter names no sensitive field that filters may not use. */
  const checkedView = async (ctx: Context): Promise<ViewBody> => {
    const view = body(ctx, viewBody);
    await audience().resolve({ kind: 'all', filter: view.filter, except: [] });
    return view;
  };

  const search = async (ctx: Context): Promise<ListContactsResult> => {
    const { filter, cursor, limit } = body(ctx, searchPeopleBody);
    const before = idAfter(cursor) ?? undefined;
    const rows = await audience().pageOf(filter, {
      limit: limit + 1,
      ...(before === undefined ? {} : { before }),
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      contacts: await people().views(shown, readingOf(ctx)),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  };

  return {
    search: handle(search),
    count: handle(async (ctx) => ({
      total: await audience().countChoice(body(ctx, choiceBody).choice),
    })),
    facets: handle((ctx) => facets(adminUser(ctx), readerLanguage(ctx))),
    tags: handle((ctx) => {
      const { choice, add, remove } = body(ctx, tagPeopleBody);
      const title = [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)].join(' ');
      return act(ctx, { choice, deed: { do: 'tags', add, remove }, title });
    }),
    owner: handle(async (ctx) => {
      const { choice, ownerId } = body(ctx, ownPeopleBody);
      const owner = ownerId === null ? null : (await adminsByIds(strapi, [ownerId])).get(ownerId);
      if (owner === undefined) throw invalid('ownerId', 'Choose a member of the team.');
      return act(ctx, { choice, deed: { do: 'owner', ownerId }, title: owner?.name ?? '–' });
    }),
    group: handle(async (ctx) => {
      const { choice, groupId, action } = body(ctx, groupPeopleBody);
      const { name } = await groupsService(strapi).get(groupId);
      return act(ctx, { choice, deed: { do: `group-${action}`, groupId }, title: name });
    }),
    remove: handle(async (ctx) => {
      const { choice, expected } = body(ctx, deletePeopleBody);
      const count = await audience().countChoice(choice);
      if (count > expected) throw moved(count);
      return act(ctx, { choice, deed: { do: 'delete' }, title: '' });
    }),
    export: handle(async (ctx) => {
      // Refused before the first byte: a stream that has begun cannot say why.
      const choice = await audience().resolve(body(ctx, choiceBody).choice);
      const reading = readingOf(ctx) === 'all' ? 'exports' : 'plain';
      answerCsv(ctx, 'contacts.csv', exportPeople(strapi, choice, reading));
    }),
    views: handle(async () => ({ views: await views.list() })),
    createView: handle(async (ctx) => views.create(await checkedView(ctx), adminUser(ctx).id)),
    updateView: handle(async (ctx) =>
      views.update(keeperOf(ctx), pathId(ctx), await checkedView(ctx))
    ),
    removeView: handle(async (ctx) => {
      await views.remove(keeperOf(ctx), pathId(ctx));
      return { ok: true };
    }),
  };
};
