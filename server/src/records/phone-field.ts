import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { accountsService, countriesOfNumbers } from '../accounts/public';
import { personKnownBy, shownName } from '../contacts/public';
import type { PhoneFacts } from '../contracts/records';
import { unreadText } from '../kernel/phone-words';
import { isDialled, onlyNumber, readPhone, type PhoneReading } from '../kernel/read-phone';
import { contextOf } from '../strapi/context';
import { languageOfAsker } from '../strapi/http';

/** `plugin::whatsapp.phone` in a schema: a number that WhatsApp can reach, kept as E.164. */
export const PHONE_FIELD = 'plugin::whatsapp.phone';

/** Before Strapi reads the schemas: the field is known on the server. */
export const registerPhoneField = (strapi: Core.Strapi): void => {
  strapi.customFields.register({
    name: 'phone',
    plugin: 'whatsapp',
    type: 'string',
    inputSize: { default: 6, isResizable: true },
  });
};

interface Model {
  uid: string;
  attributes: Record<string, { customField?: string; options?: { country?: string } }>;
}

/** Types and components with such fields, and which country their national numbers are of. */
const fieldsOf = (strapi: Core.Strapi): Map<string, Map<string, string | null>> => {
  const models = [
    ...Object.values(strapi.contentTypes),
    ...Object.values(strapi.components),
  ] as unknown as Model[];
  return new Map(
    models.flatMap(({ uid, attributes }) => {
      const fields = Object.entries(attributes)
        .filter(([, { customField }]) => customField === PHONE_FIELD)
        .map(
          ([name, { options }]) => [name, options?.country?.trim().toUpperCase() || null] as const
        );
      return fields.length > 0 ? [[uid, new Map(fields)] as const] : [];
    })
  );
};

/** The field keeps one number, and programs see no remark: a text of several is refused. */
const readOne = (...asked: Parameters<typeof readPhone>): PhoneReading =>
  onlyNumber(readPhone(...asked));

interface Event {
  model: { uid: string };
  params: { data?: unknown };
}

/**
 * However a number was typed and no matter who writes it (Content Manager, REST, code): E.164 or a refusal at the field.
 * Empty stays empty.
 */
export const guardPhoneFields = (strapi: Core.Strapi): void => {
  const models = fieldsOf(strapi);
  if (models.size === 0) return;
  const clean = (uid: string, data: Record<string, unknown>): void => {
    for (const [name, own] of models.get(uid) ?? []) {
      const value = data[name];
      if (value === undefined || value === null) continue;
      const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
      if (text.trim() === '') {
        data[name] = null;
        continue;
      }
      // In a transaction of the host nothing may be asked on another connection.
      const ours = accountsService(strapi).knownCountries();
      const country = own ?? ours[0];
      const reading = readOne(text, country, ours);
      if (reading.kind === 'unread') {
        const message = unreadText(reading, country, languageOfAsker(strapi));
        throw new errors.ValidationError(`${name}: ${message}`, {
          errors: [{ path: [name], message, name: 'ValidationError' }],
        });
      }
      data[name] = reading.phone.e164;
    }
  };

  const check = (event: Event): void => {
    const { data } = event.params;
    const rows = Array.isArray(data) ? data : [data];
    for (const row of rows)
      if (typeof row === 'object' && row !== null)
        clean(event.model.uid, row as Record<string, unknown>);
  };
  strapi.db.lifecycles.subscribe({
    models: [...models.keys()] as never,
    beforeCreate: check,
    beforeCreateMany: check,
    beforeUpdate: check,
    beforeUpdateMany: check,
  } as never);
};

/** What is known of a number as it is typed: whether it is one, and whose. */
export const phoneFacts = async (
  strapi: Core.Strapi,
  value: string,
  country: string | undefined
): Promise<PhoneFacts> => {
  const { db } = contextOf(strapi);
  const ours = await countriesOfNumbers(strapi);
  const reading = readOne(value, country ?? ours[0], ours);
  if (reading.kind === 'unread') {
    const meant = reading.proposals.map(({ shown }) => shown);
    const { problem } = reading;
    // After a plus sign the number has a country of its own.
    const looked = isDialled(value) ? null : (country ?? ours[0] ?? null);
    return { e164: null, country: looked, problem, meant, remarks: [], contact: null };
  }
  const { phone, remarks } = reading;
  const person = await personKnownBy(db.knex, { waId: phone.waId, bsuid: null });
  return {
    e164: phone.e164,
    country: phone.country,
    problem: null,
    meant: [],
    remarks: remarks.filter((remark) => remark !== 'first-of-several'),
    contact: person
      ? {
          id: person.id,
          name: shownName(person),
          marketing: person.marketing,
          blocked: person.blocked,
        }
      : null,
  };
};
