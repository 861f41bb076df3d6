import { isDeepStrictEqual } from 'node:util';
import type { CampaignDraftBody } from '../../contracts/campaigns';

type Message = Pick<CampaignDraftBody, 'kind' | 'templateId' | 'byLanguage' | 'text' | 'fileId'> & {
  bindings?: CampaignDraftBody['bindings'] | null;
};

const messageOf = ({ kind, templateId, byLanguage, bindings, text, fileId }: Message): object => ({
  ...{ kind, templateId, byLanguage, text, fileId },
  bindings: bindings ?? {},
});

/** Whether customers read something else after this change: what was tried before is no longer what goes out. */
export const changesMessage = (draft: Message, change: Message): boolean =>
  !isDeepStrictEqual(messageOf(draft), messageOf({ ...draft, ...change }));
