import { invalid, invalidTemplate, type Refusal } from '../graph/refusal';
import { isObject, listAt, textAt, type JsonObject } from '../kernel/json';
import { placeholders } from '../world/template-shape';
import { first } from './limits';

const LIMITS: Readonly<Record<string, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  ORDER_DETAILS: 1,
  OTP: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
};
const TITLED = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];

const kindOf = (button: JsonObject): string => (textAt(button, 'type') ?? '').toUpperCase();

const wrong = (say: string): Refusal => invalidTemplate(2388040, 'Button is not valid', say);

const checkUrlButton = (button: JsonObject): Refusal | null => {
  const url = textAt(button, 'url') ?? '';
  if (!/^https?:\/\/\S+$/i.test(url.replace(/\{\{\s*1\s*\}\}$/, 'x')) || url.length > 2000)
    return wrong(
      'A URL button needs an address of at most 2000 characters that starts with http:// or https://.'
    );
  const names = placeholders(url);
  if (names.length === 0) return null;
  if (names.length > 1 || names[0] !== '1' || !/\{\{\s*1\s*\}\}$/.test(url))
    return wrong('A URL has at most one variable, {{1}}, at its end.');
  const example = button['example'];
  return (Array.isArray(example) && example.length > 0) || typeof example === 'string'
    ? null
    : wrong('A URL with a variable needs an example.');
};

const checkButton = (button: unknown): Refusal | null => {
  if (!isObject(button)) return invalid('Each button must be an object.');
  const kind = kindOf(button);
  if (!(kind in LIMITS))
    return invalid(`Param button type must be one of {${Object.keys(LIMITS).join(', ')}}.`);
  const text = textAt(button, 'text') ?? '';
  if (TITLED.includes(kind) && (text.trim() === '' || text.length > 25))
    return wrong('A button text has 1–25 characters.');
  if (kind === 'URL') return checkUrlButton(button);
  if (kind === 'PHONE_NUMBER' && !/^\+?[1-9]\d{6,18}$/.test(textAt(button, 'phone_number') ?? ''))
    return wrong(
      'A phone button needs a phone number with its country code, of at most 20 characters.'
    );
  if (kind === 'COPY_CODE' && !/^.{1,20}$/.test(String(button['example'] ?? '')))
    return wrong('A copy-code button needs an example of at most 20 characters.');
  return null;
};

/** Number, order and content of a template's buttons. */
export const checkTemplateButtons = (component: JsonObject): Refusal | null => {
  const buttons = listAt(component, 'buttons') ?? [];
  if (buttons.length < 1 || buttons.length > 10) return wrong('A template has 1 to 10 buttons.');
  const refusal = first(...buttons.map(checkButton));
  if (refusal) return refusal;
  const kinds = buttons.filter(isObject).map(kindOf);
  for (const [kind, limit] of Object.entries(LIMITS))
    if (kinds.filter((given) => given === kind).length > limit)
      return wrong(`At most ${limit} buttons of type ${kind}.`);
  const runs = kinds
    .map((kind) => kind === 'QUICK_REPLY')
    .filter((quick, i, all) => i === 0 || quick !== all[i - 1]);
  return runs.length > 2 ? wrong('Quick replies must stand together.') : null;
};
