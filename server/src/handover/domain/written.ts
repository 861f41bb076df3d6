import type { MessageBody } from '../../contracts/conversations';

const SUBJECT = 120;

/** `spring_sale` → `Spring sale`: the name of a template as somebody reads it. */
const readable = (name: string): string => {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A line of its own: what breaks a header of a mail apart has no place in a subject. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, SUBJECT);

/**
 * A rendered template as plain words for another channel: its header is the subject, its body and footer the text, and
 * its buttons with an address follow as lines. Pictures and quick replies have no counterpart there.
 */
export const writtenOf = (
  { header, text, footer, buttons }: Pick<MessageBody, 'header' | 'text' | 'footer' | 'buttons'>,
  templateName: string
): { subject: string; text: string } => {
  const links = buttons
    .filter(({ type, value }) => type === 'url' && value)
    .map((button) => `${button.text}: ${button.value ?? ''}`);
  return {
    subject: oneLine(header?.text ?? '') || readable(oneLine(templateName)),
    text: [text, ...links, footer].filter((part) => part?.trim()).join('\n\n'),
  };
};
