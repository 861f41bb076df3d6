import { z } from 'zod';
import { err, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId } from './graph-paths';
import { successShape } from './graph-shapes';
import { invalidId, manageCall, type ManageDeps } from './manage-call';

const text = z.string().nullish().catch(null);

const profileShape = z.object({
  about: text,
  address: text,
  description: text,
  email: text,
  profile_picture_url: text,
  websites: z.array(z.string()).nullish().catch(null),
  vertical: text,
});
/** How customers see a number. What Meta leaves out is not set. */
export type GraphProfile = z.infer<typeof profileShape>;

/** Meta's guide puts the fields into the entry, its description of the API one level deeper. */
const profilePageShape = z
  .object({ data: z.array(z.record(z.string(), z.unknown())).min(1) })
  .transform(({ data: [entry] }) => profileShape.parse(entry?.business_profile ?? entry));

/** Changed fields only; the picture by the handle of a resumable upload. */
export interface ProfileChange {
  about?: string | undefined;
  address?: string | undefined;
  description?: string | undefined;
  email?: string | undefined;
  websites?: string[] | undefined;
  vertical?: string | undefined;
  profile_picture_handle?: string | undefined;
}

export type ProfileCalls = {
  getBusinessProfile(phoneNumberId: string): Promise<Result<GraphProfile, GraphError>>;
  editBusinessProfile(
    phoneNumberId: string,
    change: ProfileChange
  ): Promise<Result<{ success: boolean }, GraphError>>;
};

const FIELDS = Object.keys(profileShape.shape).join(',');

/** @see https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/business-profiles */
export const profileCalls = (deps: ManageDeps): ProfileCalls => ({
  getBusinessProfile: async (phoneNumberId) =>
    isMetaId(phoneNumberId)
      ? manageCall(deps, {
          verb: 'getBusinessProfile',
          method: 'GET',
          path: `${phoneNumberId}/whatsapp_business_profile`,
          query: { fields: FIELDS },
          target: 'number',
          shape: profilePageShape,
        })
      : err(invalidId('phoneNumberId')),
  editBusinessProfile: async (phoneNumberId, change) =>
    isMetaId(phoneNumberId)
      ? manageCall(deps, {
          verb: 'editBusinessProfile',
          method: 'POST',
          path: `${phoneNumberId}/whatsapp_business_profile`,
          json: { messaging_product: 'whatsapp', ...change },
          target: 'number',
          shape: successShape,
        })
      : err(invalidId('phoneNumberId')),
});
