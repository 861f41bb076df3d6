import { codePreview } from '../contracts/template-rules/code-words';
import type { TemplateSlot } from '../contracts/templates';
import {
  isNumber,
  isOtpButton,
  readComponents,
  variablesOf,
  type MetaButton,
  type MetaComponent,
} from './template-structure';

export type ShapeButton = {
  /** Meta's type in capitals; `OTP` also for a code button that reads back as URL. */
  type: string;
  text: string;
  url: string | null;
  phoneNumber: string | null;
};

/** A template as a send needs it. Sendable only while `unsupported` is empty. */
export type TemplateShape = {
  parameterFormat: 'POSITIONAL' | 'NAMED';
  header: { format: string; text: string | null } | null;
  body: string;
  footer: string | null;
  buttons: ShapeButton[];
  slots: TemplateSlot[];
  /** Parts that this plugin cannot fill, by name: `header:GIF`, `button:FLOW`, `CAROUSEL`, `body:mixed-parameters`. */
  unsupported: string[];
};

const SENDABLE_HEADERS = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']);
/** These need no value at sending, or one that we can make. */
const SENDABLE_BUTTONS = new Set([
  'URL',
  'QUICK_REPLY',
  'PHONE_NUMBER',
  'COPY_CODE',
  'OTP',
  'REQUEST_CONTACT_INFO',
  'VOICE_CALL',
]);
/**
 * Meta writes the words of a code template itself, and until the first sync we have none of them: what it will write, in the
 * template's language. Null where the words are there, or it is no such template.
 */
const codeWords = (
  body: MetaComponent | undefined,
  footer: MetaComponent | undefined,
  language: string
): { body: string; footer: string | null } | null =>
  body?.add_security_recommendation == null || body.text
    ? null
    : codePreview(language, {
        code: '{{1}}',
        securityRecommendation: body.add_security_recommendation,
        expirationMinutes: footer?.code_expiration_minutes ?? null,
      });

/**
 * Reads the slots out of Meta's `components` (stored JSON, of any origin). Never throws: what is not
 * understood is named in `unsupported`. `language`: for the words that Meta writes itself.
 */
export const shapeOf = (
  components: unknown,
  parameterFormat?: string | null,
  language = 'en'
): TemplateShape => {
  const { components: parts, unreadable } = readComponents(components);
  const part = (type: string): MetaComponent | undefined => parts.find((p) => p.type === type);
  const header = part('HEADER');
  const body = part('BODY');
  const buttons = (part('BUTTONS')?.buttons ?? []).map(toButton);
  const words = codeWords(body, part('FOOTER'), language);
  const bodyText = words?.body ?? body?.text ?? '';
  const headerText = header?.format === 'TEXT' || !header?.format ? (header?.text ?? '') : '';
  const otp = buttons.some((b) => b.type === 'OTP');
  // Meta writes the words of a code template, with the variable {{1}}, whatever format was asked for.
  const format = otp ? 'POSITIONAL' : formatOf(parameterFormat, `${headerText} ${bodyText}`);
  const slots = [
    ...headerSlots(header, headerText, format),
    ...bodySlots(body, bodyText, otp),
    ...buttons.flatMap((b, i) => buttonSlots(b, i, part('BUTTONS')?.buttons?.[i])),
  ];
  return {
    parameterFormat: format,
    header: header ? { format: header.format ?? 'TEXT', text: header.text ?? null } : null,
    body: bodyText,
    footer: part('FOOTER')?.text ?? words?.footer ?? null,
    buttons,
    slots,
    unsupported: [
      ...unreadable,
      ...unknownParts(parts),
      ...(header ? headerTrouble(header, variablesOf(headerText), format) : []),
      ...variableTrouble('body', variablesOf(bodyText), format),
      ...buttons.flatMap(buttonTrouble),
      ...(otp && !slots.some((s) => s.kind === 'otp') ? ['button:OTP'] : []),
    ],
  };
};

const formatOf = (told: string | null | undefined, texts: string): 'POSITIONAL' | 'NAMED' => {
  const format = told?.toUpperCase();
  if (format === 'NAMED' || format === 'POSITIONAL') return format;
  const names = variablesOf(texts);
  return names.length > 0 && !names.some(isNumber) ? 'NAMED' : 'POSITIONAL';
};

const toButton = (button: MetaButton): ShapeButton => ({
  type: isOtpButton(button) ? 'OTP' : button.type,
  text: button.text ?? '',
  url: button.url ?? null,
  phoneNumber: button.phone_number ?? null,
});

const headerSlots = (
  header: MetaComponent | undefined,
  text: string,
  format: TemplateShape['parameterFormat']
): TemplateSlot[] => {
  const kind = header?.format?.toLowerCase();
  if (kind === 'image' || kind === 'video' || kind === 'document' || kind === 'location') {
    return [{ key: 'header', component: 'header', kind, name: kind, example: null }];
  }
  return variablesOf(text).map((name, i) => ({
    key: format === 'NAMED' ? `header.${name}` : 'header',
    component: 'header',
    kind: 'text',
    name,
    example:
      named(header?.example?.header_text_named_params, name) ??
      header?.example?.header_text?.[i] ??
      null,
  }));
};

const bodySlots = (body: MetaComponent | undefined, text: string, otp: boolean): TemplateSlot[] => {
  const names = variablesOf(text);
  return names.map((name, i) => ({
    key: `body.${name}`,
    component: 'body',
    kind: otp && names.length === 1 ? 'otp' : 'text',
    name,
    example:
      named(body?.example?.body_text_named_params, name) ??
      body?.example?.body_text?.[0]?.[i] ??
      null,
  }));
};

/** A code button takes its value from the body's one slot, so that both always show the same code. */
const buttonSlots = (
  button: ShapeButton,
  index: number,
  raw: MetaButton | undefined
): TemplateSlot[] => {
  const slot = {
    key: `button.${index}`,
    component: 'button',
    name: '1',
    buttonIndex: index,
  } as const;
  const example = raw?.example?.[0] ?? null;
  if (button.type === 'URL' && variablesOf(button.url ?? '').length > 0) {
    return [{ ...slot, kind: 'url-suffix', example: suffixExample(button.url ?? '', example) }];
  }
  return button.type === 'COPY_CODE' ? [{ ...slot, kind: 'coupon', example }] : [];
};

/** Meta's example is the whole address or only the suffix; people fill in the suffix. */
const suffixExample = (url: string, example: string | null): string | null => {
  const stem = url.slice(0, url.indexOf('{{'));
  return example?.startsWith(stem) ? example.slice(stem.length) : example;
};

const named = (
  list: { param_name: string; example: string }[] | null | undefined,
  name: string
): string | undefined => list?.find((p) => p.param_name === name)?.example;

const unknownParts = (parts: MetaComponent[]): string[] => {
  const known = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
  const unknown = parts.filter((p) => !known.has(p.type)).map((p) => p.type);
  const doubled = [...known].filter((type) => parts.filter((p) => p.type === type).length > 1);
  const body = parts.some((p) => p.type === 'BODY') ? [] : ['body:missing'];
  return [...unknown, ...doubled.map((type) => `${type}:doubled`), ...body];
};

const headerTrouble = (
  header: MetaComponent,
  names: string[],
  format: TemplateShape['parameterFormat']
): string[] => {
  const kind = header.format ?? 'TEXT';
  if (!SENDABLE_HEADERS.has(kind)) return [`header:${kind}`];
  if (names.length > 1) return ['header:too-many-parameters'];
  return variableTrouble('header', names, format);
};

/** A mixture or a gap means that our picture of the template is wrong; Meta would answer 132000. */
const variableTrouble = (
  where: 'header' | 'body',
  names: string[],
  format: TemplateShape['parameterFormat']
): string[] => {
  if (names.some((n) => isNumber(n) !== (format === 'POSITIONAL')))
    return [`${where}:mixed-parameters`];
  return format === 'POSITIONAL' && names.some((n, i) => n !== String(i + 1))
    ? [`${where}:parameter-gap`]
    : [];
};

const buttonTrouble = (button: ShapeButton): string[] => {
  if (!SENDABLE_BUTTONS.has(button.type)) return [`button:${button.type}`];
  if (button.type !== 'URL' || button.url === null) return [];
  const variables = button.url.match(/\{\{/g)?.length ?? 0;
  return variables > 1 || (variables === 1 && !/\{\{\s*\w+\s*\}\}$/.test(button.url))
    ? ['button:URL-variable']
    : [];
};
