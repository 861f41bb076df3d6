import { badValue, invalid, missing, type Refusal } from '../graph/refusal';
import { isObject, listAt, objectAt, textAt, type JsonObject } from '../kernel/json';
import { checkText, first } from './limits';

export const checkTextNode = (node: JsonObject): Refusal | null =>
  first(
    checkText(node, 'body', { path: 'text', max: 4096 }),
    node['preview_url'] === undefined || typeof node['preview_url'] === 'boolean'
      ? null
      : invalid("Param text['preview_url'] must be a boolean.")
  );

const coordinate = (value: unknown, limit: number): boolean => {
  if (typeof value !== 'number' && !(typeof value === 'string' && value.trim() !== ''))
    return false;
  return Math.abs(Number(value)) <= limit;
};

export const checkLocationNode = (node: JsonObject): Refusal | null =>
  first(
    node['latitude'] === undefined ? missing("location['latitude']") : null,
    node['longitude'] === undefined ? missing("location['longitude']") : null,
    coordinate(node['latitude'], 90)
      ? null
      : badValue("location['latitude'] must be between -90 and 90."),
    coordinate(node['longitude'], 180)
      ? null
      : badValue("location['longitude'] must be between -180 and 180."),
    checkText(node, 'name', { path: 'location', max: 1000, min: 0, required: false }),
    checkText(node, 'address', { path: 'location', max: 1000, min: 0, required: false })
  );

/** A reaction needs its target and an emoji; the empty string takes the reaction back. */
export const checkReactionNode = (node: JsonObject): Refusal | null =>
  first(
    checkText(node, 'message_id', { path: 'reaction', max: 512 }),
    typeof node['emoji'] !== 'string' ? missing("reaction['emoji']") : null,
    typeof node['emoji'] === 'string' && node['emoji'] !== '' && !isOneEmoji(node['emoji'])
      ? badValue("reaction['emoji'] must be one emoji or an empty string.")
      : null
  );

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const isOneEmoji = (text: string): boolean =>
  text.length <= 40 &&
  [...graphemes.segment(text)].length === 1 &&
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u.test(text);

const NAME_PARTS = ['first_name', 'last_name', 'middle_name', 'prefix', 'suffix'];

const checkContact = (contact: unknown, index: number): Refusal | null => {
  const path = `contacts[${index}]`;
  if (!isObject(contact)) return invalid(`Param ${path} must be an object.`);
  const name = objectAt(contact, 'name');
  if (!name) return missing(`${path}['name']`);
  const formatted = checkText(name, 'formatted_name', { path: `${path}['name']`, max: 512 });
  if (formatted) return formatted;
  if (!NAME_PARTS.some((part) => textAt(name, part)))
    return badValue(
      `${path}['name'] needs one more name part beside formatted_name, such as first_name.`
    );
  for (const key of ['phones', 'emails', 'addresses', 'urls'])
    if (contact[key] !== undefined && !(listAt(contact, key) ?? [null]).every(isObject))
      return invalid(`Param ${path}['${key}'] must be a list of objects.`);
  if (contact['birthday'] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(contact['birthday'])))
    return badValue(`${path}['birthday'] must look like 1990-12-31.`);
  return null;
};

export const checkContactsNode = (contacts: unknown): Refusal | null => {
  if (!Array.isArray(contacts)) return invalid('Param contacts must be a list.');
  if (contacts.length === 0) return missing('contacts[0]');
  if (contacts.length > 257) return badValue('At most 257 contacts fit in one message.');
  for (const [index, contact] of contacts.entries()) {
    const refusal = checkContact(contact, index);
    if (refusal) return refusal;
  }
  return null;
};
