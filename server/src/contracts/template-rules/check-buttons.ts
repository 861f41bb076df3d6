import type { DraftButton, TemplateDraft } from '../template-draft';
import { BUTTON_LIMITS, LIMITS } from './limits';
import { problem, when, type TemplateProblem } from './problem';
import { endsInVariable, marksOf, urlExample } from './variables';

const label = (field: string, text: string): TemplateProblem[] => {
  if (text.trim() === '') return [problem(field, 'text.empty')];
  return [
    ...when(
      text.length > LIMITS.buttonText,
      problem(field, 'text.long', { length: text.length, limit: LIMITS.buttonText })
    ),
    ...when(/[\n\r\t]|\{\{|\}\}/.test(text), problem(field, 'button.text')),
  ];
};

const isAddress = (text: string): boolean => {
  if (!/^https?:\/\/[^\s{}]+$/i.test(text)) return false;
  try {
    // `URL.canParse` is younger than some browsers in use.
    const { hostname } = new URL(text);
    return hostname.includes('.') || hostname === 'localhost';
  } catch {
    return false;
  }
};

const checkUrl = (
  at: string,
  { url, example }: Extract<DraftButton, { type: 'URL' }>
): TemplateProblem[] => {
  const marks = marksOf(url);
  const stem = url.replace(/\{\{\s*1\s*\}\}$/, '');
  if (marks.length > 1 || /[{}]/.test(stem))
    return [problem(`${at}.url`, 'url.variable', { one: '{{1}}' })];
  if (!isAddress(marks.length > 0 ? `${stem}x` : stem)) return [problem(`${at}.url`, 'url.form')];
  if (url.length > LIMITS.url)
    return [problem(`${at}.url`, 'text.long', { length: url.length, limit: LIMITS.url })];
  if (!endsInVariable(url)) return [];
  const whole = urlExample(url, example.trim());
  return when(
    example.trim() === '' || whole.length <= stem.length || !isAddress(whole),
    problem(`${at}.example`, 'url.example', { one: '{{1}}' })
  );
};

/** A call button dials from any country: "+", the country code (never 0) and the number, 15 digits at most (E.164). */
const isInternational = (phone: string): boolean => /^\+[1-9]\d{6,14}$/.test(phone.trim());

const checkOne = (button: DraftButton, index: number): TemplateProblem[] => {
  const at = `buttons.${index}`;
  switch (button.type) {
    case 'QUICK_REPLY':
      return label(`${at}.text`, button.text);
    case 'URL':
      return [...label(`${at}.text`, button.text), ...checkUrl(at, button)];
    case 'PHONE_NUMBER':
      return [
        ...label(`${at}.text`, button.text),
        ...when(!isInternational(button.phone), problem(`${at}.phone`, 'phone.form')),
      ];
    case 'COPY_CODE':
      return when(
        !/^[A-Za-z0-9]+$/.test(button.example) || button.example.length > LIMITS.coupon,
        problem(`${at}.example`, 'coupon.form', { limit: LIMITS.coupon })
      );
  }
};

/** The first button of a second group of quick replies, -1 when they stand together. */
const strayReply = (buttons: readonly DraftButton[]): number => {
  const isReply = (index: number): boolean => buttons[index]?.type === 'QUICK_REPLY';
  const starts = buttons.map((_, i) => i).filter((i) => isReply(i) && !isReply(i - 1));
  // Other buttons before, between and after the replies make three groups: Meta allows two.
  const groups = buttons.filter((_, i) => i === 0 || isReply(i) !== isReply(i - 1)).length;
  return groups > 2 ? (starts[1] ?? starts[0] ?? -1) : -1;
};

const labelOf = (button: DraftButton): string | null =>
  button.type === 'COPY_CODE' ? null : button.text.trim().toLowerCase() || null;

/** Number, order and content of the buttons (Meta, "Template components"). */
export const checkButtons = ({ buttons }: TemplateDraft): TemplateProblem[] => {
  const ofKind = (index: number): number =>
    buttons.slice(0, index + 1).filter((one) => one.type === buttons[index]?.type).length;
  const labels = buttons.map(labelOf);
  const stray = strayReply(buttons);
  return [
    ...when(
      buttons.length > LIMITS.buttons,
      problem('buttons', 'buttons.many', { count: buttons.length, limit: LIMITS.buttons })
    ),
    ...buttons.flatMap((button, index) => [
      ...when(
        ofKind(index) > BUTTON_LIMITS[button.type],
        problem(`buttons.${index}`, 'buttons.kind', { limit: BUTTON_LIMITS[button.type] })
      ),
      ...when(index === stray, problem(`buttons.${index}`, 'buttons.order')),
      ...when(
        labels[index] !== null && labels.indexOf(labels[index] ?? null) < index,
        problem(`buttons.${index}.text`, 'buttons.double')
      ),
      ...checkOne(button, index),
    ]),
  ];
};
