import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { readingOf } from '../contacts/public';
import { actions } from '../contracts/permissions';
import { entryKey, recipientsBody } from '../contracts/record-people';
import {
  checkBody,
  entriesQuery,
  linkBody,
  linksQuery,
  newEntryBody,
  mappingBody,
  phoneQuery,
  typeUid,
} from '../contracts/records';
import { DomainError } from '../kernel/errors';
import { checkedInput } from '../kernel/refused-input';
import { adminUser, body, handle, may, needAnyAction, pathId, query } from '../strapi/http';
import { hostReader } from './host-access';
import { recordsService } from './public';
import type { MappingActor } from './save';

const uidOf = (ctx: Context): string =>
  checkedInput(typeUid, (ctx as { params?: Record<string, string> }).params?.uid, ['uid']);

const actorOf = (ctx: Context): MappingActor => {
  const { id, name } = adminUser(ctx);
  return { id, name, maySensitive: may(ctx, actions.contactSensitive) };
};

export const createRecordsController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => recordsService(strapi);
  return {
    types: handle(() => service().types()),
    reachable: handle((ctx) => service().reachable(uidOf(ctx))),
    save: handle((ctx) => service().saveMapping(uidOf(ctx), body(ctx, mappingBody), actorOf(ctx))),
    remove: handle(async (ctx) => {
      await service().removeMapping(uidOf(ctx), actorOf(ctx));
      return { ok: true };
    }),
    check: handle((ctx) => service().check(body(ctx, checkBody))),
    sync: handle(async (ctx) => ({
      operationId: await service().startSync(uidOf(ctx), adminUser(ctx)),
    })),
    moved: handle((ctx) => {
      const uid = uidOf(ctx);
      const reader = hostReader(strapi, ctx, uid);
      return service().moved(uid, { reader, reading: readingOf(ctx) });
    }),
    links: handle((ctx) => {
      const { contactId, ...reader } = query(ctx, linksQuery);
      const reading = readingOf(ctx) === 'all' ? 'all' : 'plain';
      return service().links(contactId, { ...reader, reading });
    }),
    link: handle(async (ctx) => {
      const wanted = body(ctx, linkBody);
      await service().link(wanted, hostReader(strapi, ctx, wanted.uid));
      return { ok: true };
    }),
    unlink: handle(async (ctx) => {
      await service().unlink(pathId(ctx));
      return { ok: true };
    }),
    entries: handle((ctx) => {
      const { uid, q } = query(ctx, entriesQuery);
      return service().entries(uid, q, hostReader(strapi, ctx, uid));
    }),
    newEntry: handle((ctx) => {
      const wanted = body(ctx, newEntryBody);
      // Anyone who may not make such entries in the Content Manager makes none here either.
      if (!hostReader(strapi, ctx, wanted.uid).creates())
        throw new DomainError('forbidden', 'you may not create entries of this content type', {
          status: 403,
          remedy: 'Ask for the permission to create these entries in the Content Manager.',
        });
      return service().newEntry(wanted);
    }),
    phone: handle((ctx) => {
      const { value, country } = query(ctx, phoneQuery);
      return service().phoneFacts(value, country);
    }),
    mapped: handle((ctx) => {
      needAnyAction(ctx);
      return service().mapped();
    }),
    entryPeople: handle((ctx) => {
      const key = query(ctx, entryKey);
      return service().entryPeople(key, hostReader(strapi, ctx, key.uid));
    }),
    linkEntry: handle(async (ctx) => {
      const key = body(ctx, entryKey);
      await service().linkEntry(key, hostReader(strapi, ctx, key.uid));
      return { ok: true };
    }),
    recipients: handle((ctx) => {
      const choice = body(ctx, recipientsBody);
      return service().recipients(choice, hostReader(strapi, ctx, choice.uid));
    }),
  };
};
