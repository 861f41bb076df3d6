import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  campaignDraftBody,
  type CampaignDraftBody,
  type CampaignView,
} from '../contracts/campaigns';
import { refuseUnseen, type NamedFile } from '../media/public';
import { body } from '../strapi/http';
import { boundFiles, templatesService } from '../templates/public';
import { allBindings } from './variants';

const filesOf = (draft: Pick<CampaignDraftBody, 'fileId' | 'bindings' | 'trial'>): NamedFile[] => [
  ...(draft.fileId ? [{ field: 'fileId', fileId: draft.fileId }] : []),
  ...allBindings(draft).flatMap((bindings) =>
    boundFiles(bindings).map(({ slot, fileId }) => ({ field: `bindings.${slot}`, fileId }))
  ),
];

/** The draft in the request. Its files are those that its writer may choose, or that the campaign or its template has. */
export const writtenDraft = async (
  strapi: Core.Strapi,
  ctx: Context,
  kept: (() => Promise<CampaignView>) | null
): Promise<CampaignDraftBody> => {
  const draft = body(ctx, campaignDraftBody);
  const chosen = filesOf(draft);
  if (chosen.length === 0) return draft;
  const campaign = kept ? await kept() : null;
  const templateId = draft.templateId ?? campaign?.templateId ?? null;
  const template =
    templateId === null
      ? undefined
      : (await templatesService(strapi).byIds([templateId])).get(templateId);
  const before = [
    ...(campaign ? filesOf(campaign) : []),
    ...boundFiles(template?.bindings ?? null),
  ];
  refuseUnseen(
    ctx,
    chosen,
    before.map(({ fileId }) => fileId)
  );
  return draft;
};
