import type { Core } from '@strapi/strapi';
import { recordConsentBody } from '../contracts/contacts';
import { contactsService } from '../contacts/public';
import { contextOf } from '../strapi/context';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { consentService } from './public';

export const createConsentController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** A person on the team writes down what the contact said (O-20); their name goes into the ledger. */
  record: handle(async (ctx) => {
    const contact = await contactsService(strapi).get(pathId(ctx));
    const { category, action, source, evidence } = body(ctx, recordConsentBody);
    await consentService(strapi).record(null, {
      contactId: contact.id,
      category,
      action,
      source,
      evidence,
      actor: adminUser(ctx),
      at: contextOf(strapi).clock.now(),
    });
    return contactsService(strapi).view(await contactsService(strapi).get(contact.id));
  }),
});
