import { asText, isObject, type JsonObject } from '../../cloud-api/webhook-element';
import { parseJson } from '../../kernel/json';

/** Whom an element is about and which number it came to, by the ids that WhatsApp gave. */
export interface ElementFacts {
  phoneNumberId: string | null;
  wabaId: string | null;
  waId: string | null;
  bsuid: string | null;
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Reads the facts of a stored element; all null when it is none. */
export const factsOf = (text: string | null): ElementFacts => {
  const element = objectOf(text === null ? null : parseJson(text));
  const contact = objectOf(element.contact);
  return {
    phoneNumberId: asText(element.phoneNumberId),
    wabaId: asText(element.wabaId),
    waId: asText(contact.waId),
    bsuid: asText(contact.userId),
  };
};

/** Kinds that tell about numbers and templates, never about people. */
const OF_NOBODY = new Set([
  'template-status',
  'template-quality',
  'template-category',
  'template-components',
  'account',
  'number-quality',
  'capability',
]);

/** May what an element of this kind says be somebody's words or number? Of an unknown kind it may. */
export const isPersonal = (kind: string): boolean => !OF_NOBODY.has(kind);
