import { invalid, invalidTemplate, required, type Refusal } from '../graph/refusal';
import { isObject, listAt, textAt, type JsonObject } from '../kernel/json';
import { fill, placeholders, type ParameterFormat } from '../world/template-shape';
import { checkTemplateButtons } from './template-buttons';
import { first } from './limits';

const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];
const HEADER_FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'GIF', 'LOCATION', 'PRODUCT'];

const upper = (value: unknown): string => (typeof value === 'string' ? value.toUpperCase() : '');

const checkNames = (text: string, format: ParameterFormat): Refusal | null => {
  const names = placeholders(text);
  if (format === 'NAMED') {
    const bad = names.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
    return bad === undefined
      ? null
      : invalidTemplate(
          2388072,
          'Wrong variable name',
          `Variable {{${bad}}} must be lowercase letters, digits and underscores.`
        );
  }
  const expected = names.map((_, index) => String(index + 1));
  return [...names].sort((a, b) => Number(a) - Number(b)).join() === expected.join()
    ? null
    : invalidTemplate(
        2388072,
        'Wrong variables',
        'Variables must be {{1}}, {{2}} and so on, without gaps.'
      );
};

const exampleCount = (
  component: JsonObject,
  keys: { positional: string; named: string },
  format: ParameterFormat
): number => {
  const example = isObject(component['example']) ? component['example'] : {};
  if (format === 'NAMED')
    return (listAt(example, keys.named) ?? []).filter((e) => isObject(e) && e['example']).length;
  const list = listAt(example, keys.positional) ?? [];
  return Array.isArray(list[0]) ? list[0].length : list.length;
};

const checkHeader = (header: JsonObject, format: ParameterFormat): Refusal | null => {
  const kind = upper(header['format']);
  if (!HEADER_FORMATS.includes(kind))
    return invalid(`Param header format must be one of {${HEADER_FORMATS.join(', ')}}.`);
  if (kind === 'LOCATION' || kind === 'PRODUCT') return null;
  if (kind !== 'TEXT') {
    const example = isObject(header['example']) ? header['example'] : {};
    return (listAt(example, 'header_handle') ?? []).length > 0
      ? null
      : invalidTemplate(
          2388273,
          'Header sample missing',
          'Upload a sample with the resumable upload API and pass it as example.header_handle.'
        );
  }
  const text = textAt(header, 'text') ?? '';
  const names = placeholders(text);
  // The underscores of a variable's name are no formatting.
  const plain = fill(text, Object.fromEntries(names.map((name) => [name, ''])));
  if (text.trim() === '' || text.length > 60 || /[*_~`\n]/.test(plain) || names.length > 1)
    return invalidTemplate(
      2388047,
      'Header format is incorrect',
      'A text header has 1–60 characters, one line, no formatting and at most one variable.'
    );
  const given = exampleCount(
    header,
    { positional: 'header_text', named: 'header_text_named_params' },
    format
  );
  return given >= names.length ? checkNames(text, format) : exampleMissing('header');
};

const exampleMissing = (where: string): Refusal =>
  invalidTemplate(
    2388043,
    'Sample value missing',
    `Each variable of the ${where} needs an example.`
  );

const bodyFormat = (text: string): Refusal | null => {
  if (text.trim() === '' || text.length > 1024)
    return invalidTemplate(2388072, 'Body format is incorrect', 'The body has 1–1024 characters.');
  if (/\n{3,}|\t| {5,}/.test(text))
    return invalidTemplate(
      2388072,
      'Body format is incorrect',
      'No more than two newlines, no tabs, no more than four spaces in a row.'
    );
  if (/^\s*\{\{|\}\}\s*$/.test(text))
    return invalidTemplate(
      2388299,
      'Variables at the edge',
      'Variables cannot be at the start or end of the body.'
    );
  if (/\}\}\s*\{\{/.test(text))
    return invalidTemplate(2388072, 'Variables side by side', 'Put text between two variables.');
  const words = text
    .replace(/\{\{[^{}]*\}\}/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return placeholders(text).length > 0 && words < placeholders(text).length * 2 + 1
    ? invalidTemplate(
        2388293,
        'Too many variables',
        'The body has too many variables for its length.'
      )
    : null;
};

const checkBody = (
  body: JsonObject,
  rule: { format: ParameterFormat; authentication: boolean }
): Refusal | null => {
  if (rule.authentication) return null; // Meta writes the text of authentication templates itself
  const text = textAt(body, 'text') ?? '';
  const given = exampleCount(
    body,
    { positional: 'body_text', named: 'body_text_named_params' },
    rule.format
  );
  return first(
    bodyFormat(text),
    checkNames(text, rule.format),
    given >= placeholders(text).length ? null : exampleMissing('body')
  );
};

const checkFooter = (footer: JsonObject, authentication: boolean): Refusal | null => {
  if (authentication) return null;
  const text = textAt(footer, 'text') ?? '';
  return text.trim() !== '' && text.length <= 60 && placeholders(text).length === 0
    ? null
    : invalidTemplate(
        2388073,
        'Footer format is incorrect',
        'The footer has 1–60 characters and no variables.'
      );
};

const checkCarousel = (component: JsonObject, format: ParameterFormat): Refusal | null => {
  const cards = (listAt(component, 'cards') ?? []).filter(isObject);
  if (cards.length < 2 || cards.length > 10) return invalid('A carousel has 2 to 10 cards.');
  const layouts = cards.map((card) =>
    (listAt(card, 'components') ?? [])
      .filter(isObject)
      .map((c) => `${upper(c['type'])}${upper(c['format'])}`)
      .sort()
      .join()
  );
  if (new Set(layouts).size > 1)
    return invalid('All cards of a carousel must have the same components.');
  return first(
    ...cards.flatMap((card) =>
      (listAt(card, 'components') ?? [])
        .filter(isObject)
        .map((c) => checkComponent(c, { format, authentication: false }))
    )
  );
};

const checkComponent = (
  component: JsonObject,
  rule: { format: ParameterFormat; authentication: boolean }
): Refusal | null => {
  switch (upper(component['type'])) {
    case 'HEADER':
      return checkHeader(component, rule.format);
    case 'BODY':
      return checkBody(component, rule);
    case 'FOOTER':
      return checkFooter(component, rule.authentication);
    case 'BUTTONS':
      return checkTemplateButtons(component);
    case 'CAROUSEL':
      return checkCarousel(component, rule.format);
    case 'LIMITED_TIME_OFFER':
      return null;
    case 'CALL_PERMISSION_REQUEST':
      return rule.authentication
        ? invalid('CALL_PERMISSION_REQUEST is only for MARKETING and UTILITY templates.')
        : null;
    default:
      return invalid(
        'Param components[…][type] must be one of {HEADER, BODY, FOOTER, BUTTONS, CAROUSEL, LIMITED_TIME_OFFER, CALL_PERMISSION_REQUEST}.'
      );
  }
};

/** All components of a template, for creation and editing. */
export const checkComponents = (
  components: readonly unknown[],
  rule: { format: ParameterFormat; category: string }
): Refusal | null => {
  if (!components.every(isObject)) return invalid('Param components must be a list of objects.');
  const kinds = components.map((component) => upper(component['type']));
  if (!kinds.includes('BODY'))
    return invalidTemplate(2388072, 'Body missing', 'A template needs a BODY component.');
  if (new Set(kinds).size !== kinds.length) return invalid('Each component may appear only once.');
  if (kinds.includes('CALL_PERMISSION_REQUEST') && /BUTTONS|CAROUSEL|LIMITED/.test(kinds.join()))
    return invalid('CALL_PERMISSION_REQUEST cannot be combined with other interactive components.');
  const authentication = rule.category === 'AUTHENTICATION';
  return first(
    ...components.map((component) =>
      checkComponent(component, { format: rule.format, authentication })
    )
  );
};

/** The body of `POST /{WABA}/message_templates`. */
export const checkTemplateCreate = (body: JsonObject): Refusal | null => {
  const name = textAt(body, 'name');
  if (!name) return required('name');
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return invalid('Param name must be at most 512 lowercase letters, digits and underscores.');
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(textAt(body, 'language') ?? ''))
    return invalid('Param language must be a locale such as en_US.');
  if (!CATEGORIES.includes(upper(body['category'])))
    return invalid(`Param category must be one of {${CATEGORIES.join(', ')}}.`);
  const format = upper(body['parameter_format'] ?? 'POSITIONAL');
  if (format !== 'POSITIONAL' && format !== 'NAMED')
    return invalid('Param parameter_format must be one of {POSITIONAL, NAMED}.');
  const components = listAt(body, 'components');
  if (!components || components.length === 0) return required('components');
  return checkComponents(components, { format, category: upper(body['category']) });
};
