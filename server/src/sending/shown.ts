import type { Shown } from '../consent/public';
import type { MessageBody } from '../contracts/conversations';
import { titlesOf, type MessageRow } from '../conversations/public';
import { isConfirmation } from './gate';
import { isUnasked } from './unasked';

const textOf = (body: MessageBody | null): string =>
  [body?.header?.text, body?.text, body?.footer].filter(Boolean).join('\n');

/** Marketing, one text or bot to many, and bots that nobody asked for. */
const isPromotion = ({
  category,
  campaignId,
  keyOwner,
}: Pick<MessageRow, 'category' | 'campaignId' | 'keyOwner'>): boolean =>
  category === 'MARKETING' ||
  (category === 'SERVICE' && campaignId !== null) ||
  isUnasked(keyOwner);

/** A message of ours as words on consent are judged by it. */
export const shownOf = (
  message: Pick<MessageRow, 'body' | 'category' | 'campaignId' | 'keyOwner' | 'origin'>
): Shown => {
  const { body, origin, keyOwner } = message;
  const promotes = isPromotion(message);
  return {
    text: textOf(body),
    titles: body ? titlesOf(body) : [],
    isPromotion: promotes,
    saysHowToLeave: promotes || isConfirmation(origin, keyOwner),
  };
};
