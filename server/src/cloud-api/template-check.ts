import { checkLocation, checkMedia } from './media-limits';
import type { TemplateComponent, TemplateParameter, TemplateSend } from './message-types';
import {
  fillVariables,
  isNumber,
  isOtpButton,
  readComponents,
  variablesOf,
  type MetaButton,
  type MetaComponent,
} from './template-structure';

export type StructureProblem = {
  /** The code with which Meta would refuse the message. */
  code: 131008 | 132000 | 132005 | 132012 | 132018;
  field: string;
  message: string;
};

/** A template as stored: Meta's `components` and `parameter_format`. */
export type TemplateStructure = { components: unknown; parameterFormat?: string | null };

const BODY_MAX = 1024;
const MEDIA = new Set(['IMAGE', 'VIDEO', 'DOCUMENT']);
const WITHOUT_VALUE = new Set([
  'QUICK_REPLY',
  'PHONE_NUMBER',
  'REQUEST_CONTACT_INFO',
  'VOICE_CALL',
]);

/**
 * Compares a built template send with the template's structure and says what Meta would refuse. It reads
 * the structure on its own, not through `shapeOf`, so that a mistake of the builder is found before the
 * first call. Empty = may go.
 */
export const checkAgainstStructure = (
  send: TemplateSend,
  structure: TemplateStructure
): StructureProblem[] => {
  const { components, unreadable } = readComponents(structure.components);
  const given = send.components ?? [];
  const find = (type: string): MetaComponent | undefined => components.find((c) => c.type === type);
  const buttons = find('BUTTONS')?.buttons ?? [];
  const isCode = buttons.some(isOtpButton);
  const bodyText = find('BODY')?.text ?? (isCode ? '{{1}}' : '');
  const named = !isCode && structure.parameterFormat?.toUpperCase() === 'NAMED';
  const strict = { named: structure.parameterFormat ? named : usesNames(bodyText) };
  return [
    ...unreadable.map((field) => problem(132012, field, 'cannot be read')),
    ...components
      .filter((c) => !['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(c.type))
      .map((c) => problem(131008, c.type, 'needs values that cannot be given')),
    ...checkDoubled(given),
    ...checkHeader(find('HEADER'), parametersOf(given, 'header'), strict),
    ...checkTexts(
      'body',
      { names: variablesOf(bodyText), given: parametersOf(given, 'body') },
      strict
    ),
    ...checkRenderedBody(bodyText, parametersOf(given, 'body')),
    ...buttons.flatMap((button, index) => checkButton(button, index, given)),
    ...checkStray(given, buttons.length),
  ];
};

type Format = { named: boolean };

const problem = (
  code: StructureProblem['code'],
  field: string,
  message: string
): StructureProblem => ({
  code,
  field,
  message: `${field} ${message}`,
});

const usesNames = (text: string): boolean => variablesOf(text).some((name) => !isNumber(name));

const parametersOf = (given: TemplateComponent[], type: 'header' | 'body'): TemplateParameter[] =>
  given.filter((c) => c.type === type).flatMap((c) => c.parameters);

const checkDoubled = (given: TemplateComponent[]): StructureProblem[] => {
  const keys = given.map((c) => (c.type === 'button' ? `button.${c.index}` : c.type));
  return keys
    .filter((key, i) => keys.indexOf(key) !== i)
    .map((key) => problem(132012, key, 'is given twice'));
};

const checkHeader = (
  header: MetaComponent | undefined,
  given: TemplateParameter[],
  format: Format
): StructureProblem[] => {
  const kind = header?.format ?? 'TEXT';
  if (kind === 'TEXT') {
    return checkTexts('header', { names: variablesOf(header?.text ?? ''), given }, format);
  }
  if (kind !== 'LOCATION' && !MEDIA.has(kind))
    return [problem(131008, 'header', `of kind ${kind} cannot be filled`)];
  const [only] = given;
  if (given.length !== 1 || !only)
    return [problem(132012, 'header', `needs exactly one ${kind.toLowerCase()}`)];
  if (only.type !== kind.toLowerCase())
    return [problem(132012, 'header', `must be of type ${kind.toLowerCase()}`)];
  return checkFile(only);
};

const checkFile = (parameter: TemplateParameter): StructureProblem[] => {
  switch (parameter.type) {
    case 'image':
      return checkMedia('header', parameter.image).map((p) => problem(132012, 'header', p.message));
    case 'video':
      return checkMedia('header', parameter.video).map((p) => problem(132012, 'header', p.message));
    case 'document':
      return checkMedia('header', parameter.document).map((p) =>
        problem(132012, 'header', p.message)
      );
    case 'location':
      return checkLocation('header', parameter.location).map((p) =>
        problem(132012, 'header', p.message)
      );
    default:
      return [];
  }
};

/** Number, names and form of the text values of header or body. */
const checkTexts = (
  field: 'header' | 'body',
  { names, given }: { names: string[]; given: TemplateParameter[] },
  { named }: Format
): StructureProblem[] => {
  if (given.length !== names.length) {
    return [
      problem(
        132000,
        field,
        `has ${given.length} values, the template wants ${names.length}${names.length > 0 ? `: ${names.join(', ')}` : ''}`
      ),
    ];
  }
  return given.flatMap((parameter) => {
    if (parameter.type !== 'text')
      return [problem(132012, field, `takes texts, not ${parameter.type}`)];
    const name = parameter.parameter_name;
    if (!named && name !== undefined)
      return [problem(132012, field, `takes no parameter names, but ${name} is given`)];
    if (named && (name === undefined || !names.includes(name))) {
      return [problem(132012, field, `has no parameter ${name ?? 'without a name'}`)];
    }
    if (named && given.filter((p) => p.type === 'text' && p.parameter_name === name).length > 1) {
      return [problem(132012, field, `has the parameter ${name} twice`)];
    }
    return checkCharacters(field, parameter.text);
  });
};

const checkCharacters = (field: string, text: string): StructureProblem[] => {
  if (text.trim() === '') return [problem(132018, field, 'must not be empty')];
  return /[\n\r\t]| {5}/.test(text)
    ? [problem(132018, field, 'must not hold line breaks, tabs or more than four spaces in a row')]
    : [];
};

const checkRenderedBody = (text: string, given: TemplateParameter[]): StructureProblem[] => {
  const texts = given.flatMap((p) => (p.type === 'text' ? [p] : []));
  const rendered = fillVariables(
    text,
    (name) => (texts.find((p) => p.parameter_name === name) ?? texts[Number(name) - 1])?.text
  );
  return rendered.length > BODY_MAX
    ? [
        problem(
          132005,
          'body',
          `becomes ${rendered.length} characters long; ${BODY_MAX} are allowed`
        ),
      ]
    : [];
};

type ButtonSend = Extract<TemplateComponent, { type: 'button' }>;

const checkButton = (
  button: MetaButton,
  index: number,
  given: TemplateComponent[]
): StructureProblem[] => {
  const field = `button.${index}`;
  const sent = given.find((c): c is ButtonSend => c.type === 'button' && Number(c.index) === index);
  const [value] = sent?.parameters ?? [];
  const wanted = wantedOf(button);
  if (wanted === null) return [problem(131008, field, `of type ${button.type} cannot be filled`)];
  if (wanted === 'none') {
    if (!sent) return [];
    return button.type === 'QUICK_REPLY' &&
      sent.sub_type === 'quick_reply' &&
      value?.type === 'payload'
      ? []
      : [problem(132012, field, 'takes no value')];
  }
  if (!sent || !value) return [problem(131008, field, 'needs a value')];
  const fits =
    sent.parameters.length === 1 &&
    (wanted === 'coupon'
      ? sent.sub_type === 'copy_code' && value.type === 'coupon_code' && value.coupon_code !== ''
      : sent.sub_type === 'url' && value.type === 'text' && value.text.trim() !== '');
  if (!fits) return [problem(132012, field, 'has a value of the wrong form')];
  return wanted === 'code' ? checkSameCode(field, value, given) : [];
};

const wantedOf = (button: MetaButton): 'none' | 'suffix' | 'code' | 'coupon' | null => {
  if (isOtpButton(button)) return 'code';
  if (button.type === 'COPY_CODE') return 'coupon';
  if (button.type === 'URL') return variablesOf(button.url ?? '').length > 0 ? 'suffix' : 'none';
  return WITHOUT_VALUE.has(button.type) ? 'none' : null;
};

/** The button copies what the text shows; two different codes would lock the customer out. */
const checkSameCode = (
  field: string,
  value: TemplateParameter,
  given: TemplateComponent[]
): StructureProblem[] => {
  const [shown] = parametersOf(given, 'body');
  return value.type === 'text' && shown?.type === 'text' && shown.text === value.text
    ? []
    : [problem(132012, field, 'must hold the same code as the body')];
};

const checkStray = (given: TemplateComponent[], buttons: number): StructureProblem[] =>
  given
    .filter((c): c is ButtonSend => c.type === 'button')
    .filter((c) => !/^\d+$/.test(c.index) || Number(c.index) >= buttons)
    .map((c) => problem(132012, `button.${c.index}`, 'does not exist in the template'));
