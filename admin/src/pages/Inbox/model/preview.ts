import type { MessageBody } from '../../../../../server/src/contracts/conversations';
import { plainBody } from '../../../../../server/src/contracts/message-body';

/** A plain text as the bubble draws it before its row arrives. */
export const textPreview = (text: string): MessageBody => plainBody('text', text);
